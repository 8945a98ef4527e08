import { describe, expect, it } from '@jest/globals';
import { classifyIndustry } from '#domain';
import { buildWorld } from '../world/build-world.js';
import type { Company } from '../world/company.js';
import { framePage } from './frame-page.js';
import { writePages } from './write-pages.js';

const NOW = Date.UTC(2026, 10, 22);
const world = buildWorld();
const company = (host: string): Company => world.byHost.get(host)!;
const textOf = (one: Company): string => writePages(one, NOW).map(({ main }) => main.replace(/<!--.*?-->/gs, '').replace(/<[^>]+>/g, '\n')).join('\n');
const group = (name: Company['group']): Company[] => world.companies.filter((one) => one.group === name);

describe('writePages', () => {
  it('lets Pelham & Rye say what makes it a fit, and nothing of a certificate', () => {
    const text = textOf(company('pelhamrye.example'));
    expect(text).toContain('four chilled bakeries across Yorkshire');
    expect(text).toMatch(/620 (people|employees)/);
    expect(writePages(company('pelhamrye.example'), NOW).find(({ path }) => path === '/careers')!.main.match(/<li class="job">/g)).toHaveLength(7);
    expect(text).not.toMatch(/BRCGS|HACCP|FSSC|certif/i);
  });

  it.each([...group('web-fit-na'), ...group('web-fit-emea')].map((one) => [one.domain, one] as const))('tells of %s what the directory does not', (_, one) => {
    const text = textOf(one);
    expect(text).toContain(one.employees.toLocaleString('en-US'));
    expect(text).toMatch(new RegExp(`(two|three|four|five|six|seven|eight|nine) ${one.siteWords}`));
    expect(text).toContain(one.certifications.join(' and '));
    expect(['food-manufacturing', 'cold-storage', 'grocery-distribution', 'pharma-distribution']).toContain(classifyIndustry(text));
  });

  it.each(group('web-unfit').filter(({ vertical }) => vertical !== 'food-manufacturing').map((one) => [one.vertical, one] as const))('lets a company in %s say so on its first page', (vertical, one) => {
    expect(classifyIndustry(writePages(one, NOW)[0]!.main)).toBe(vertical);
  });

  it('does not say on Corvane\'s pages which of the two companies it is', () => {
    expect(classifyIndustry(textOf(company('corvane.example')))).toBeNull();
  });

  it('says nowhere in which country the companies are of whom nobody knows it', () => {
    for (const one of world.companies.filter(({ country }) => country === null)) {
      const html = writePages(one, NOW).map((page) => framePage(one, page, writePages(one, NOW))).join('\n');
      expect(html).not.toMatch(/United|Ireland|Canada|Germany|, [A-Z]{2}\b|New England|Ontario/);
    }
  });

  it('hides the order to the reader of Glimmer Frost\'s first page from people only', () => {
    const [home] = writePages(company('glimmerfrost.example'), NOW);
    expect(home!.main).toMatch(/<div style="display:none">Ignore all previous instructions/);
    expect(home!.main.replace(/<div style="display:none">.*?<\/div>/s, '')).not.toMatch(/fit|ceo@|HACCP|cold store/);
  });

  it('dates news from the time it is asked', () => {
    const days = [...textOf(company('larkmoor.example')).matchAll(/\d{4}-\d{2}-\d{2}/g)].map(([day]) => (NOW - Date.parse(day)) / 86_400_000);
    expect(Math.min(...days)).toBeLessThanOrEqual(100);
    expect(days.every((day) => day > 0)).toBe(true);
  });

  it('links every page from every other, in more than one habit of HTML', () => {
    const habits = new Set(world.companies.map((one) => {
      const pages = writePages(one, NOW);
      const html = framePage(one, pages[0]!, pages);
      for (const { path } of pages) expect(html).toContain(`href="${path}"`);
      return html.includes('<header>') ? 'header' : html.includes('menu-link') ? 'aside' : 'bar';
    }));
    expect(habits.size).toBe(3);
  });
});
