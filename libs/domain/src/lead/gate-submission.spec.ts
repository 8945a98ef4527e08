import { describe, expect, it } from '@jest/globals';
import type { GateConfig } from '#contracts';
import { gateSubmission } from './gate-submission.js';

const gate: GateConfig = { testAddresses: ['test@*', '*@qa.rimewell.example'], throwawayDomains: ['throwaway.example'], ignoreMessageClasses: ['job_seeker'] };

describe('gateSubmission', () => {
  it.each([
    ['a buyer', { email: 'tessa@pelhamrye.example', message: 'a demo please' }, null],
    ['no address, no message', { email: null, message: null }, null],
    ['test@ anywhere', { email: 'Test@pelhamrye.example', message: null }, 'test-address'],
    ['a tester of our own', { email: 'kemal@qa.rimewell.example', message: null }, 'test-address'],
    ['a name that only starts with test', { email: 'testa@pelhamrye.example', message: null }, null],
    ['throwaway mail', { email: 'x@throwaway.example', message: 'a demo please' }, 'throwaway-mail'],
    ['a host below throwaway mail', { email: 'x@mx1.throwaway.example', message: null }, 'throwaway-mail'],
    ['a company that only ends alike', { email: 'x@notthrowaway.example', message: null }, null],
    ['somebody looking for work', { email: 'x@pelhamrye.example', message: 'do you have internships?' }, 'job-seeker'],
    ['a kind of message that is not ended', { email: 'x@pelhamrye.example', message: 'We offer our services' }, null],
  ])('%s', (_, submission, rule) => {
    const decision = gateSubmission(submission, gate);
    expect(decision.pass ? null : decision.rule).toBe(rule);
  });

  it('says which words ended it', () => {
    expect(gateSubmission({ email: null, message: 'do you have internships?' }, gate)).toMatchObject({
      reason: 'The message is from somebody looking for work: it says "internships".',
    });
  });

  it('takes a dot in a pattern as a dot', () => {
    const strict = { ...gate, testAddresses: ['a.b@x.example'] };
    expect(gateSubmission({ email: 'aXb@x.example', message: null }, strict).pass).toBe(true);
  });
});
