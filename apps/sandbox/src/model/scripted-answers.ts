import type { ReadPrompt } from './read-prompt.js';

/** What a model of good will answers, task by task, from the prompt alone. Null: a question that it was not taught. */
export function goodAnswer(prompt: ReadPrompt): object | null {
  switch (prompt.task) {
    case 'choose-look': return chooseLook(prompt);
    case 'extract-facts': return extractFacts(prompt);
    case 'classify-message': return classifyMessage(prompt);
    case 'summarize-lead': return summarizeLead(prompt);
    case 'write-draft': return writeDraft(prompt);
    default: return null;
  }
}

interface Menu { readonly menu: readonly { readonly name: string; readonly worthDollars: number; readonly costDollars: number }[] }

/** The look that is worth most beyond its cost, or none. */
function chooseLook({ user }: ReadPrompt): object {
  const { menu } = JSON.parse(user) as Menu;
  const [best] = menu.toSorted((a, b) => b.worthDollars - b.costDollars - (a.worthDollars - a.costDollars));
  return best && best.worthDollars > best.costDollars ? { choice: best.name, why: 'It is worth the most beyond its cost.' } : { choice: 'stop', why: 'Nothing is worth its cost.' };
}

const PLACES: Readonly<Record<string, RegExp>> = {
  'company.employees': /\b\d[\d.,]*\d? (?:people|employees|Mitarbeit\w+)/u,
  'company.coldSites': /\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+) (?:chilled|cold)[ -][\p{L} ]{3,20}/u,
};

function extractFacts({ system, data }: ReadPrompt): object {
  const page = data.get('page') ?? '';
  return { facts: Object.entries(PLACES).flatMap(([field, place]) => {
    const quote = system.includes(`${field}: `) ? place.exec(page)?.[0] : undefined;
    return quote ? [{ field, quote: quote.trim() }] : [];
  }) };
}

const CLASSES: readonly (readonly [string, RegExp])[] = [
  ['buying', /\b(?:price|quote|quotation|demo|looking for|need|Angebot|suchen|brauchen)\b/i],
  ['job_seeker', /\b(?:internships?|vacanc(?:y|ies)|my CV|apply|Praktikum|Bewerbung)\b/i],
  ['support', /\b(?:does not work|broken|defective|our account|defekt)\b/i],
  ['vendor', /\b(?:our services|we offer|partnership)\b/i],
];

function classifyMessage({ data }: ReadPrompt): object {
  const message = data.get('message') ?? '';
  for (const [messageClass, words] of CLASSES) {
    const quote = words.exec(message)?.[0];
    if (quote) return { messageClass, quote };
  }
  return { messageClass: 'unclear', quote: '' };
}

interface Facts { readonly person: { readonly name: string | null; readonly title: string | null }; readonly company: { readonly name?: string | null } }

function summarizeLead({ data }: ReadPrompt): object {
  const { person, company } = JSON.parse(data.get('facts') ?? '{}') as Facts;
  const who = [person.name ?? 'Somebody', person.title].filter((part) => part).join(', ');
  return { summary: `${who}, wrote from ${company.name ?? 'a company that is not known'}.${data.get('message') ? ' There is a message to read.' : ''}` };
}

interface Person { readonly firstName: string | null; readonly company: string | null }

function writeDraft({ system, data }: ReadPrompt): object {
  const { firstName, company } = JSON.parse(data.get('person and company') ?? '{}') as Person;
  const [fact] = JSON.parse(data.get('evidence') ?? '[]') as { id: string; quote: string }[];
  const [claim] = JSON.parse(/Claims that may be made: (\[.*?\])\. The ask:/.exec(system)?.[1] ?? '[]') as { id: string; text: string }[];
  const sentence = (role: string, text: string, more: { evidence?: string[]; claims?: string[] } = {}) => ({ role, text, evidence: more.evidence ?? [], claims: more.claims ?? [] });
  return {
    subject: `A word about ${company ?? 'your cold rooms'}`,
    sentences: [
      sentence('greeting', firstName ? `Hi ${firstName},` : 'Hello,'),
      ...(fact ? [sentence('opener', `Your site says: "${fact.quote}".`, { evidence: [fact.id] })] : []),
      sentence('value', claim?.text ?? '', { claims: claim ? [claim.id] : [] }), sentence('ask', 'Shall we talk?'), sentence('signoff', 'Regards'),
    ],
  };
}
