import { extractFacts } from '#connectors';
import type { Evidence, FactValue, Field } from '#contracts';
import { certifications } from './certifications.js';
import { coldSites } from './cold-sites.js';
import { country } from './country.js';
import { employees } from './employees.js';
import type { Extractor } from './extractor.js';

/**
 * What a model may point at, and what it is told to look for. Counts of a whole list (open roles) and what a company is (industry,
 * kind) are not among them: one sentence that somebody else picked does not prove those.
 */
export const POINTABLE: readonly { readonly reader: Extractor; readonly meaning: string }[] = [
  { reader: employees, meaning: 'how many people work at the company' },
  { reader: coldSites, meaning: 'how many chilled, cold or frozen sites of its own the company has' },
  { reader: certifications, meaning: 'certificates that the company holds: BRCGS, FSSC 22000, GDP, HACCP' },
  { reader: country, meaning: 'the postal address of the company, its country at the end' },
];

const MARK = `${extractFacts.name}/`;

/** `extract-facts@1/employees@1`: who pointed, and who reads what stands there. */
export const pointedName = ({ name }: Extractor): string => `${MARK}${name}`;

export const isPointed = ({ extractor }: Pick<Evidence, 'extractor'>): boolean => extractor.startsWith(MARK);

/** The reader of what was pointed at, under the pointer's name. */
export const pointedReader = (extractor: string): Extractor | undefined => POINTABLE.find(({ reader }) => pointedName(reader) === extractor)?.reader;

export const readerOf = (field: Field): Extractor | undefined => POINTABLE.find(({ reader }) => reader.field === field)?.reader;

/** What a quote says, by code. */
export const readQuote = (field: Field, quote: string): FactValue | null => readerOf(field)?.valueOf(quote) ?? null;
