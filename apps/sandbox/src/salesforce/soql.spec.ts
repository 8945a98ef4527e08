import { describe, expect, it } from '@jest/globals';
import { runSoql } from './soql.js';

const rows = [
  { Id: '00QRW0000000001AAA', Email: "o'dea@x.example", IsConverted: false, SystemModstamp: '2026-11-22T09:00:00.000+0000' },
  { Id: '00QRW0000000002AAA', Email: 'b@x.example', IsConverted: true, SystemModstamp: '2026-11-22T10:00:00.000+0000' },
];
const run = (soql: string): unknown => {
  const answer = runSoql(soql, { Lead: { columns: new Set(['Id', 'Email', 'IsConverted', 'SystemModstamp']), rows } });
  return answer.ok ? answer.rows.map(({ Id }) => String(Id).slice(14, 15)).join('') : answer.errorCode;
};

describe('runSoql', () => {
  it.each([
    ['SELECT Id FROM Lead', '12'],
    ["SELECT Id FROM Lead WHERE Email = 'O\\'Dea@x.example' AND IsConverted = false LIMIT 1", '1'],
    ["SELECT Id FROM Lead WHERE Email = 'b@x.example' AND IsConverted = false", ''],
    ["SELECT Id FROM Lead WHERE Id IN ('00QRW0000000002', '00QRW0000000009')", '2'],
    ['SELECT Id FROM Lead WHERE SystemModstamp >= 2026-11-22T09:30:00.000Z', '2'],
    ['SELECT Id FROM Lead ORDER BY SystemModstamp DESC, Id LIMIT 5', '21'],
    ['SELECT Id FROM Lead ORDER BY SystemModstamp DESC LIMIT 1', '2'],
    ['SELECT Mood FROM Lead', 'INVALID_FIELD'],
    ["SELECT Id FROM Lead WHERE Mood = 'x'", 'INVALID_FIELD'],
    ['SELECT Id FROM Dog', 'INVALID_TYPE'],
    ["SELECT Id FROM Lead WHERE Email = 'x' OR Email = 'y'", 'MALFORMED_QUERY'],
    ['DELETE FROM Lead', 'MALFORMED_QUERY'],
  ])('%s', (soql, found) => expect(run(soql)).toBe(found));
});
