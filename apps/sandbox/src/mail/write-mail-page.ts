import { text, type SandboxAnswer } from '../answer.js';
import type { Journal, JournalEntry } from '../journal.js';
import { escapeHtml } from '../web/words.js';

/** Every mail that arrived, the newest first, as a page to look at. */
export function answerMailPage(journal: Journal): SandboxAnswer {
  const mails = journal.entries.filter((entry) => entry.kind === 'mail-received').toReversed();
  const list = mails.length === 0 ? '<p>No mail yet.</p>' : mails.map(writeMail).join('\n');
  return text(200, `<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>Mail (${mails.length})</title><style>body{font-family:sans-serif;max-width:60rem;margin:2rem auto}article{border:1px solid #ccc;padding:1rem;margin:1rem 0}pre{white-space:pre-wrap}</style></head>\n<body><h1>Mail</h1><p>It went no further than this sandbox.</p>\n${list}</body>\n</html>\n`, 'text/html');
}

function writeMail({ at, from, to, subject, text: body, headers }: Extract<JournalEntry, { kind: 'mail-received' }>): string {
  const lines = [['From', headers['from'] ?? from], ['To', to.join(', ')], ['Sent', at], ['Unsubscribe', headers['list-unsubscribe']]]
    .flatMap(([name, value]) => (value ? [`<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`] : []));
  return `<article><h2>${escapeHtml(subject)}</h2><dl>${lines.join('')}</dl><pre>${escapeHtml(body)}</pre></article>`;
}
