import { z } from 'zod';
import type { AppName } from '../topics.js';
import { assignmentExplanation, attentionItem, configVersionView, draftView, importList, importView, leadList, leadPage, me, stats, suppressionView, timelineEntry } from './views.js';
import type { Role } from './identity.js';
import { configCheckView, configPublishView, configTextBody } from './config-views.js';
import { fairnessView, poolTurnView, poolView } from './pool-views.js';
import { accessView, auditView, configDocumentView, connectionView, personView, republishView, runView, settledManyView, settledView, spendView, testLeadView } from './operation-views.js';
import { answerBody, approveBody, askRepublishBody, closeBody, closeManyBody, closeThemBody, correctBody, declineBody, leadInput, reassignBody, rejectBody, republishBody, retryManyBody, reviseBody, settleBody } from './requests.js';

export interface RouteRow {
  method: 'GET' | 'POST';
  path: string;
  /** The app that owns the data and serves it. Console forwards what it does not own. */
  owner: AppName | 'every';
  /** Roles that may call it; `anyone` needs no sign-in, `sender` proves itself by its signature. */
  allow: readonly Role[] | 'anyone' | 'sender';
  summary: string;
  body?: z.ZodType;
  response?: z.ZodType;
  /** The body is not read before the route is: its content type, and the most bytes. */
  streams?: { type: string; limit: number };
  /** A rep may call it only for a lead of their own. Console, which knows the owners, sees to it. */
  reps?: 'own';
}

const people: readonly Role[] = ['rep', 'manager', 'ops', 'admin'];
const leaders: readonly Role[] = ['manager', 'ops', 'admin'];
const operators: readonly Role[] = ['ops', 'admin'];

/** Every HTTP route there is. A controller without a row here does not start (`routes.spec` and the guard in platform). */
export const routes: readonly RouteRow[] = [
  { method: 'POST', path: '/hooks/:connection',               owner: 'intake',     allow: 'sender', summary: "A sender's webhook, answered after commit" },
  { method: 'POST', path: '/api/leads',                       owner: 'intake',     allow: ['ingest', 'ops', 'admin'], summary: 'One lead or a batch of up to 500', body: z.union([leadInput, z.array(leadInput).min(1).max(500)]) },
  { method: 'POST', path: '/api/imports',                     owner: 'intake',     allow: operators, summary: 'A CSV file of leads, worked through after the answer', streams: { type: 'text/csv', limit: 50 * 1024 * 1024 }, response: importView },
  { method: 'GET',  path: '/api/imports',                     owner: 'intake',     allow: operators, summary: 'The latest imports', response: importList },
  { method: 'GET',  path: '/api/imports/:id',                 owner: 'intake',     allow: operators, summary: 'Progress of an import, and the lines that became no lead', response: importView },
  { method: 'GET',  path: '/api/connections',                 owner: 'intake',     allow: operators, summary: 'Connections: mode, last call, last error, 24 h counts', response: z.array(connectionView) },
  { method: 'POST', path: '/api/connections/:connection/check', owner: 'intake', allow: operators, summary: 'Check access: what the CRM account behind it lets us do', response: accessView },
  { method: 'POST', path: '/api/connections/:connection/test',  owner: 'intake', allow: operators, summary: 'Send a test lead through its own door; nothing is written anywhere', response: testLeadView },

  { method: 'GET',  path: '/api/leads',                       owner: 'console',    allow: people, summary: 'Search and filter leads', response: leadList },
  { method: 'GET',  path: '/api/leads/:id',                   owner: 'console',    allow: people, summary: 'One lead with facts, fit, draft and updates sent', response: leadPage },
  { method: 'GET',  path: '/api/leads/:id/timeline',          owner: 'console',    allow: people, summary: 'All that happened to a lead', response: z.array(timelineEntry) },
  { method: 'GET',  path: '/api/leads/:id/facts',             owner: 'enrichment', allow: people, summary: 'What is known, or was known `asOf`' },
  { method: 'GET',  path: '/api/leads/:id/assignment',        owner: 'assignment', allow: people, summary: 'Why this rep and why not the others', response: z.array(assignmentExplanation) },
  { method: 'POST', path: '/api/leads/:id/accept',            owner: 'assignment', allow: people, summary: 'The owner takes the lead' },
  { method: 'POST', path: '/api/leads/:id/decline',           owner: 'assignment', allow: people, summary: 'The owner gives the lead back', body: declineBody },
  { method: 'POST', path: '/api/leads/:id/reassign',          owner: 'assignment', allow: people, summary: 'Give the lead to another rep, or into a queue, by hand', body: reassignBody },
  { method: 'POST', path: '/api/leads/:id/correct',           owner: 'enrichment', allow: people, summary: 'A human value, which no machine overwrites', body: correctBody },
  { method: 'POST', path: '/api/leads/:id/answer',            owner: 'enrichment', allow: people, reps: 'own', summary: 'The answer to a question that only a person can answer', body: answerBody },

  { method: 'GET',  path: '/api/research-runs/:id',           owner: 'research',   allow: people, summary: 'A research run: every decision with what was not chosen, and the verdict', response: runView },
  { method: 'GET',  path: '/api/research-runs/:id/events',    owner: 'research',   allow: people, summary: 'Its journal, event by event' },
  { method: 'POST', path: '/api/research-runs/:id/verify',    owner: 'research',   allow: people, summary: 'Replay it from the record, at no cost' },
  { method: 'GET',  path: '/api/snapshots/:id',               owner: 'research',   allow: people, summary: 'A saved page' },

  { method: 'GET',  path: '/api/drafts',                      owner: 'console',    allow: people, summary: 'Drafts', response: z.array(draftView) },
  { method: 'POST', path: '/api/drafts/:id/approve',          owner: 'console',    allow: ['rep', 'manager', 'admin'], summary: 'Approve exactly this content', body: approveBody },
  { method: 'POST', path: '/api/drafts/:id/reject',           owner: 'console',    allow: ['rep', 'manager', 'admin'], summary: 'Reject, because…', body: rejectBody },
  { method: 'POST', path: '/api/drafts/:id/revise',           owner: 'console',    allow: ['rep', 'manager', 'admin'], summary: 'Edit; needs approval again', body: reviseBody },

  { method: 'GET',  path: '/api/suppressions',                owner: 'delivery',   allow: operators, summary: 'Who asked not to be written to', response: z.array(suppressionView) },
  { method: 'GET',  path: '/u/:token',                        owner: 'delivery',   allow: 'anyone', summary: 'The page behind the unsubscribe link of a mail; changes nothing' },
  { method: 'POST', path: '/u/:token',                        owner: 'delivery',   allow: 'anyone', summary: 'Do not write to this address any more (RFC 8058 one-click)' },

  { method: 'GET',  path: '/api/dead-letters',                owner: 'console',    allow: people, summary: 'What needs attention', response: z.array(attentionItem) },
  { method: 'POST', path: '/api/dead-letters/:id/redrive',    owner: 'console',    allow: leaders, summary: 'Retry' },
  { method: 'POST', path: '/api/dead-letters/:id/discard',    owner: 'console',    allow: leaders, summary: 'Close with a reason', body: closeBody },
  { method: 'POST', path: '/api/dead-letters/redrive',        owner: 'console',    allow: leaders, summary: 'Retry all that fit a filter, at most 500 at once', body: retryManyBody, response: settledManyView },
  { method: 'POST', path: '/api/dead-letters/discard',        owner: 'console',    allow: leaders, summary: 'Close all that fit a filter with a reason, at most 500 at once', body: closeManyBody, response: settledManyView },
  { method: 'GET',  path: '/api/audit',                       owner: 'console',    allow: operators, summary: 'Who did what, when and why', response: auditView },
  { method: 'POST', path: '/api/republish',                   owner: 'console',    allow: ['admin'], summary: 'Have an app publish its events once more, to build again what people see', body: askRepublishBody, response: republishView },

  { method: 'GET',  path: '/api/pools',                       owner: 'assignment', allow: people, summary: 'Pools with their rotation', response: z.array(poolView) },
  { method: 'GET',  path: '/api/pools/:id/certificate',       owner: 'assignment', allow: people, summary: 'Fairness check of a pool', response: fairnessView },
  { method: 'GET',  path: '/api/pools/:id/turns',             owner: 'assignment', allow: people, summary: 'Every turn of a pool, to count for oneself', response: z.array(poolTurnView) },
  { method: 'GET',  path: '/api/reps',                        owner: 'assignment', allow: people, summary: 'Reps, their load and caps' },
  { method: 'GET',  path: '/api/configs/:kind/versions',      owner: 'console',    allow: operators, summary: 'Published versions', response: z.array(configVersionView) },
  { method: 'GET',  path: '/api/configs/:kind/versions/:version', owner: 'console', allow: operators, summary: 'One version with its text', response: configDocumentView },
  { method: 'POST', path: '/api/configs/:kind/check',         owner: 'console',    allow: operators, summary: 'Check a document without publishing it', body: configTextBody, response: configCheckView },
  { method: 'POST', path: '/api/configs/:kind/publish',       owner: 'console',    allow: operators, summary: 'Put a checked document (or the file) into force', body: configTextBody, response: configPublishView },
  { method: 'GET',  path: '/api/stats',                       owner: 'console',    allow: people, summary: 'Counts of everything', response: stats },
  { method: 'GET',  path: '/api/spend',                       owner: 'enrichment', allow: operators, summary: 'Money reserved, settled and not spent', response: spendView },
  { method: 'GET',  path: '/api/events',                      owner: 'console',    allow: people, summary: 'Server-sent events: what changed' },

  { method: 'GET',  path: '/api/me',                          owner: 'console',    allow: people, summary: 'Who is signed in', response: me },
  { method: 'GET',  path: '/sign-in/:token',                  owner: 'console',    allow: 'anyone', summary: 'One-time sign-in link' },
  { method: 'POST', path: '/api/sign-out',                    owner: 'console',    allow: people, summary: 'End the session' },
  { method: 'GET',  path: '/api/people',                      owner: 'console',    allow: ['manager', 'ops', 'admin'], summary: 'Who may sign in, and as what', response: z.array(personView) },
  { method: 'POST', path: '/api/people/:user/sign-in-link',   owner: 'console',    allow: ['admin'], summary: 'A one-time sign-in link for a person' },

  { method: 'GET',  path: '/internal/dead-letters/:id',          owner: 'every',   allow: leaders, summary: 'The kept body of a dead letter' },
  { method: 'POST', path: '/internal/dead-letters/:id/redrive',  owner: 'every',   allow: leaders, summary: 'Retry in the app that owns it' },
  { method: 'POST', path: '/internal/dead-letters/:id/discard',  owner: 'every',   allow: leaders, summary: 'Close in the app that owns it', body: closeBody },
  { method: 'POST', path: '/internal/dead-letters/redrive',      owner: 'every',   allow: leaders, summary: 'Retry several in the app that owns them', body: settleBody, response: settledView },
  { method: 'POST', path: '/internal/dead-letters/discard',      owner: 'every',   allow: leaders, summary: 'Close several in the app that owns them', body: closeThemBody, response: settledView },
  { method: 'POST', path: '/internal/republish',                 owner: 'every',   allow: ['admin'], summary: 'Publish once more what this app has published, a page at a time', body: republishBody, response: republishView },
  { method: 'GET',  path: '/healthz',                         owner: 'every',      allow: 'anyone', summary: 'Alive: making progress' },
  { method: 'GET',  path: '/readyz',                          owner: 'every',      allow: 'anyone', summary: 'Ready, and what is degraded' },
  { method: 'GET',  path: '/metrics',                         owner: 'every',      allow: 'anyone', summary: 'Prometheus metrics' },
  { method: 'GET',  path: '/openapi.json',                    owner: 'every',      allow: 'anyone', summary: 'This table as OpenAPI 3.1' },
];
