export const CLASSIFY_TITLE = 'classifyTitle@1';

/** First match wins; stems of English, German, French, Spanish and Italian titles. */
const SENIORITY: readonly (readonly [RegExp, string])[] = [
  [/\b(owner|founder|co-?founder|inhaber|gr(ü|ue)nder|propri[eé]taire|fondateur|titolare)/i, 'owner'],
  [/\b(chief|c[eotfi]o|coo|president|managing director|gesch(ä|ae)ftsf(ü|ue)hr|directeur g[eé]n[eé]ral|pdg|vorstand)/i, 'c-level'],
  [/\b(vp|vice[- ]president|svp|evp)\b/i, 'vp'],
  [/\b(director|direktor|directeur|directrice|direttor|head of|leiter|leitung|responsable|bereichsleit)/i, 'director'],
  [/\b(manager|supervisor|lead|team ?lead|koordinator|coordinator|chef d)/i, 'manager'],
  [/\b(intern|trainee|werkstudent|praktikant|apprentice|azubi|stagiaire)/i, 'entry'],
];

const DEPARTMENTS: readonly (readonly [RegExp, string])[] = [
  [/\b(quality|qualit|haccp|food safety|compliance|qa|qs)\b|qualit(ä|ae)t|qualit[eé]/i, 'quality'],
  [/\b(facilit|maintenance|engineering|refrigeration|technik|instandhaltung|plant|site manager|kältetechnik)/i, 'facilities'],
  [/\b(operation|supply chain|logisti|warehouse|distribution|production|betrieb|lager|produktion|exploitation|entrep[oô]t|coo\b|fleet|transport)/i, 'operations'],
  [/\b(purchas|procure|buyer|einkauf|achats)/i, 'purchasing'],
  [/\b(sales|vertrieb|business development|commercial|ventes|account)/i, 'sales'],
  [/\b(marketing|brand|communication)/i, 'marketing'],
  [/\b(finance|financ|cfo|controll|accounting|buchhaltung)/i, 'finance'],
  [/\b(it|information technology|software|data|cto|cio|digital)\b/i, 'it'],
  [/\b(hr|human resources|people|talent|recruit|personal)\b/i, 'people'],
];

/** Seniority and department of a job title; null where the title does not say. */
export function classifyTitle(title: string): { seniority: string | null; department: string | null } {
  const first = (table: readonly (readonly [RegExp, string])[]) => table.find(([pattern]) => pattern.test(title))?.[1] ?? null;
  return { seniority: first(SENIORITY) ?? (title.trim() ? 'staff' : null), department: first(DEPARTMENTS) };
}
