import { bestRun } from './best-run.js';
import { MOST_QUOTE, type Extractor } from './extractor.js';
import { joined, linesOf, wordCount } from './text.js';

/** What a job title has in it. */
const ROLE = /\b(?:engineer|technician|manager|supervisor|operator|operative|driver|assistant|specialist|auditor|co-?ordinator|officer|director|planner|buyer|packer|analyst|leader|fitter|inspector|controller|apprentice|clerk|chef|baker|developer|cleaner|handler|electrician|mechanic|scientist|accountant|advis[eo]r|executive|trainee|administrator|lead|head of [\p{L}]+|[\p{L}]*(?:techniker|leiter|leitung|mitarbeiter|fahrer|bauer|meister|beauftragte|fachkraft|kaufmann|kauffrau|manager|mechatroniker|chauffeur|disponent|lagerist)(?:in|\*in|:in|\/in|innen|r)?)\b/iu;
/** Work on cold or on quality: the roles that a buyer of monitoring hires. */
const COLD_CHAIN = /\brefrigerat|\bcold[- ]?(?:stor|chain|room)|\bquality (?:\p{L}+ )?(?:manager|lead|leader|assurance|director|controller)|\bhead of quality|\bhaccp\b|\bfood safety|kälte|kühl|qualitäts(?:manage|leit|sicher|beauftr)/iu;
/** Lines that speak about people or invite, instead of naming a job. */
const SPEAKS = /^(?:meet|our|your|you|we|about|why|read|see|contact|talk|write|report|ask|apply|send|join|call|all|no|the)\b|\b(?:you|we|our)\b|@/i;
const NONE_OPEN = /\bno (?:open|current|vacant) (?:roles?|positions?|jobs|vacancies)\b|\bno vacancies\b|\bkeine offenen stellen\b/i;

/** Whether a job title is of such a role. */
export const isColdChain = (title: string): boolean => COLD_CHAIN.test(title);
const isTitle = (line: string): boolean => wordCount(line) <= 12 && line.length <= 90 && !/[.!?:;]$/.test(line) && ROLE.test(line) && !SPEAKS.test(line);
const isWanted = (line: string): boolean => isTitle(line) && isColdChain(line);
const titles = (text: string): string[] => [...new Set(linesOf(text).map((line) => line.text).filter(isTitle))];

/** Open roles for the cold chain: how many of the titles on a careers page are such. The quote starts with the first of them. */
export const openRoles: Extractor = {
  name: 'openRoles@1',
  field: 'company.openRoles',
  valueOf: (quote) => {
    const listed = titles(quote);
    return listed.length > 0 ? listed.filter(isWanted).length : NONE_OPEN.test(quote) ? 0 : null;
  },
  find: ({ kind, text }) => {
    if (kind !== 'careers') return [];
    const lines = linesOf(text);
    const wanted = lines.filter((line) => isWanted(line.text));
    const span = joined(wanted.length > 0 ? bestRun(wanted) : lines.filter((line) => isTitle(line.text) || NONE_OPEN.test(line.text)), MOST_QUOTE);
    return span ? [span] : [];
  },
};
