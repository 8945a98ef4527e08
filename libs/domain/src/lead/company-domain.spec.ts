import { describe, expect, it } from '@jest/globals';
import { companyDomain } from './company-domain.js';

describe('companyDomain', () => {
  it.each([
    ['the address of a person', { email: 'tessa@mail.pelhamrye.example' }, { domain: 'pelhamrye.example', from: 'email' }],
    ['a website before the address', { email: 'tessa@group.example', website: 'https://www.pelhamrye.example/about?x=1' }, { domain: 'pelhamrye.example', from: 'website' }],
    ['a given domain before all', { domain: 'Larkmoor.example', website: 'pelhamrye.example' }, { domain: 'larkmoor.example', from: 'domain' }],
    ['two-part public suffixes', { email: 'a@mail.firm.co.uk' }, { domain: 'firm.co.uk', from: 'email' }],
    ['private suffixes: every host is its own company', { website: 'https://bakery.github.io/menu' }, { domain: 'bakery.github.io', from: 'website' }],
    ['a mailbox provider as given domain: looks on', { domain: 'gmail.com', email: 'a@pelhamrye.example' }, { domain: 'pelhamrye.example', from: 'email' }],
    ['nonsense as website: looks on', { website: 'n/a', email: 'a@pelhamrye.example' }, { domain: 'pelhamrye.example', from: 'email' }],
    ['a free mailbox: none', { email: 'tessa@gmail.com' }, null],
    ['an IP address: none', { website: 'http://192.0.2.7/' }, null],
    ['a bare suffix: none', { website: 'github.io' }, null],
    ['nothing: none', {}, null],
  ])('%s', (_, given, domain) => {
    expect(companyDomain(given)).toEqual(domain);
  });
});
