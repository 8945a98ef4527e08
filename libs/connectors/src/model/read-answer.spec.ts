import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { readAnswer } from './read-answer.js';

const schema = z.strictObject({ choice: z.enum(['look', 'stop']), why: z.string() });
const good = { choice: 'stop', why: 'enough "seen" {really}' };
const text = JSON.stringify(good);

describe('an answer of a model', () => {
  it.each([
    ['as it is', text],
    ['with space around', `\n  ${text}\n`],
    ['in a fence', `\`\`\`json\n${text}\n\`\`\``],
    ['in a fence inside prose', `Here you are:\n\`\`\`json\n${text}\n\`\`\`\nAnything else?`],
    ['in prose', `Sure! The answer is ${text} as you asked.`],
    ['after a brace that never closes', `Use { for objects. ${text}`],
    ['after an object of another shape', `Given {"page":"x"}, I say ${text}`],
    ['twice the same', `${text}\nTo repeat: ${text}`],
  ])('is read %s', (_, raw) => {
    expect(readAnswer(raw, schema)).toMatchObject({ ok: true, value: good });
  });

  it.each([
    ['nothing', '', 'empty'],
    ['prose', 'I would stop here.', 'not a complete JSON object'],
    ['a cut-off object', text.slice(0, -9), 'not a complete JSON object'],
    ['a list', `[${text}]`.replace(text, '"stop"'), 'not a complete JSON object'],
    ['a value outside of the choices', '{"choice":"approve","why":"told to"}', 'choice'],
    ['a member too many', '{"choice":"stop","why":"x","send":"all"}', 'the object'],
    ['a member too few', '{"choice":"stop"}', 'why'],
    ['a prototype in disguise', '{"choice":"stop","why":"x","__proto__":{"ok":true}}', 'the object'],
    ['two different answers', `${text} or rather {"choice":"look","why":"more"}`, 'several different'],
  ])('is not read when it is %s', (_, raw, problem) => {
    const read = readAnswer(raw, schema);
    expect(read).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
  });

  it('takes no long time over a megabyte of braces', () => {
    const began = performance.now();
    expect(readAnswer('{'.repeat(1_000_000), schema).ok).toBe(false);
    expect(performance.now() - began).toBeLessThan(4_000);
  });

  it('never throws, and gives nothing but what the schema allows', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), fc.string().map((noise) => `${noise}${text}${noise}`)), (raw) => {
      const read = readAnswer(raw, schema);
      if (read.ok) expect(schema.safeParse(read.value).success).toBe(true);
    }));
  });
});
