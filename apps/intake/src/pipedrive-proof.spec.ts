import { describe, expect, it } from '@jest/globals';
import { pipedriveKeys, provePipedrive } from './pipedrive-proof.js';

const basic = (pair: string, scheme = 'Basic') => `${scheme} ${Buffer.from(pair).toString('base64')}`;
const outcome = (authorization: string | string[] | undefined): string => {
  const proof = provePipedrive({ headers: { authorization }, body: Buffer.from('{}'), address: 'POST https://leads.example/hooks/pd', url: '', now: 0 }, pipedriveKeys('leadwright', ['pass:wörd', 'old']));
  return proof.proved ? 'proved' : proof.code;
};

describe('the proof of a webhook of Pipedrive', () => {
  it.each([[basic('leadwright:pass:wörd')], [basic('leadwright:old')], [basic('leadwright:old', 'basic')]])('is good with %s', (given) => {
    expect(outcome(given)).toBe('proved');
  });

  it.each([
    ['nothing', undefined, 'signature_missing'], ['an empty one', '', 'signature_missing'], ['two', [basic('leadwright:old'), basic('leadwright:old')], 'signature_missing'],
    ['another password', basic('leadwright:older'), 'signature_invalid'], ['another user', basic('leadwrong:old'), 'signature_invalid'], ['an empty password', basic('leadwright:'), 'signature_invalid'],
    ['no user', basic(':old'), 'signature_invalid'], ['the user alone', basic('leadwright'), 'signature_invalid'], ['a bearer', basic('leadwright:old', 'Bearer'), 'signature_invalid'],
    ['no base64', 'Basic leadwright:old', 'signature_invalid'], ['base64 without its end', basic('leadwright:old').slice(0, -1), 'signature_invalid'],
    ['something behind it', `${basic('leadwright:old')} x`, 'signature_invalid'], ['a line behind it', basic('leadwright:old\n'), 'signature_invalid'],
  ])('is none with %s', (_, given, code) => {
    expect(outcome(given)).toBe(code);
  });
});
