export const CLASSIFY_INDUSTRY = 'classifyIndustry@1';

/** The industries we tell apart, with the words that give them away; more specific ones first. */
export const INDUSTRIES: readonly { slug: string; label: string; words: RegExp }[] = [
  { slug: 'monitoring-equipment', label: 'monitoring equipment', words: /\b(temperature (monitoring|sensors?|loggers?)|data ?loggers?|monitoring (equipment|hardware|devices))\b/i },
  { slug: 'staffing', label: 'staffing', words: /\b(staffing|recruitment|recruiting|temp(orary)? (work|labou?r) agency|employment agency|personnel agency|zeitarbeit|placement agency)\b/i },
  { slug: 'consultancy', label: 'consultancy', words: /\b(consultancy|consulting|consultants|advisory firm|unternehmensberatung)\b/i },
  { slug: 'pharma-distribution', label: 'pharma distribution', words: /\b(pharma(ceutical)?s?[- ](distribut|wholesal|logistic)\w*|pharma-distribution|medical (wholesale|distribution)|vaccine distribution|pharmagro(ß|ss)handel)\b/i },
  { slug: 'cold-storage', label: 'cold storage', words: /\b(cold[- ]stor(e|es|age)|refrigerated warehous\w*|frozen warehous\w*|temperature[- ]controlled (storage|warehous\w*)|k(ü|ue)hlh(a|ä|ae)us\w*)\b/i },
  { slug: 'grocery-distribution', label: 'grocery distribution', words: /\b(grocer(y|ies|s)[- ]?(distribut\w*|wholesal\w*|suppl\w*)?|food (wholesal|distribut|service distribut)\w*|frischdienst|lebensmittelgro(ß|ss)handel)\b/i },
  { slug: 'food-manufacturing', label: 'food manufacturing', words: /\b(food[- ]manufactur\w*|food (production|producer|processing)|bak(ery|eries)|dairy|dairies|chilled (foods?|meals|desserts)|ready meals|meat (packing|processing)|seafood (process|pack)\w*|food packers?|frozen (foods?|desserts)|cheese|molkerei)\b/i },
  { slug: 'events', label: 'events', words: /\b(event (management|planning|agency)|trade fairs?|conference organi[sz]er|events? company)\b/i },
  { slug: 'logistics', label: 'logistics', words: /\b(logistics|freight|haulage|trucking|forwarding|spedition)\b/i },
  { slug: 'software', label: 'software', words: /\b(software|saas|app developer)\b/i },
];

/** The slug of an industry named or described in a text; null when nothing known is in it. */
export function classifyIndustry(text: string): string | null {
  const plain = text.trim().toLowerCase();
  return INDUSTRIES.find(({ slug, label }) => plain === slug || plain === label)?.slug ?? INDUSTRIES.find(({ words }) => words.test(text))?.slug ?? null;
}

/** A slug as people read it. */
export const industryLabel = (slug: string): string => INDUSTRIES.find((industry) => industry.slug === slug)?.label ?? slug.replaceAll('-', ' ');
