import type { Company, Vertical } from '../world/company.js';

const ENGLISH = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const GERMAN = ['keine', 'ein', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun', 'zehn', 'elf', 'zwölf'];

export const inWords = (count: number, language: Company['language']): string => (language === 'de' ? GERMAN : ENGLISH)[count] ?? String(count);
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
export const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** What a company says that it is. */
export const CALLINGS: Readonly<Record<Vertical, { readonly en: string; readonly de: string }>> = {
  'food-manufacturing': { en: 'a food manufacturer', de: 'ein Lebensmittelhersteller mit eigener Molkerei' },
  'cold-storage': { en: 'a cold storage company', de: 'ein Kühlhausbetreiber' },
  'grocery-distribution': { en: 'a grocery distributor', de: 'ein Lebensmittelgroßhandel' },
  'pharma-distribution': { en: 'a pharmaceutical distribution company', de: 'ein Pharmagroßhandel' },
  staffing: { en: 'a staffing agency for cold stores and packing halls', de: 'eine Zeitarbeitsfirma' },
  consultancy: { en: 'a consultancy for food safety', de: 'eine Unternehmensberatung' },
  'monitoring-equipment': { en: 'a maker of temperature loggers and other monitoring equipment', de: 'ein Hersteller von Datenloggern' },
  software: { en: 'a software company', de: 'ein Softwarehaus' },
  events: { en: 'an event management company', de: 'eine Eventagentur' },
  logistics: { en: 'a freight forwarder', de: 'eine Spedition' },
  pallets: { en: 'a maker of pallets', de: 'ein Hersteller von Paletten' },
  holding: { en: 'a family of companies', de: 'eine Firmengruppe' },
};

/** What the customers get. */
export const OFFERS: Readonly<Record<Vertical, string>> = {
  'food-manufacturing': 'fresh and chilled food for shops, schools and kitchens',
  'cold-storage': 'room for frozen and chilled goods, by the pallet and by the day',
  'grocery-distribution': 'groceries for village shops and restaurants, six mornings a week',
  'pharma-distribution': 'medicines and vaccines for pharmacies and clinics, within the day',
  staffing: 'people for the early shift, tomorrow if need be',
  consultancy: 'a second pair of eyes before the inspector comes',
  'monitoring-equipment': 'loggers that fit into a shirt pocket',
  software: 'apps that people find their way in', events: 'fairs and festivals that open on time', logistics: 'a lorry when you need one',
  pallets: 'pallets', holding: 'two businesses',
};
