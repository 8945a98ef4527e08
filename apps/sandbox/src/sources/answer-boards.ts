import { text, type SandboxAnswer, type SandboxRequest } from '../answer.js';
import type { Journal } from '../journal.js';
import type { World } from '../world/build-world.js';
import type { OpenRole } from '../world/company.js';
import { BOARDS, type BoardSystem } from './boards.data.js';

const DAY_MS = 86_400_000;

interface Dated extends OpenRole { readonly at: number }
interface System { readonly path: RegExp; readonly write: (roles: readonly Dated[], board: string) => unknown; readonly unknown: SandboxAnswer }

const iso = (at: number): string => new Date(at).toISOString();

/** How each system answers for a board, and for one that it does not know; Ashby has an empty board for any name. */
const SYSTEMS: Readonly<Record<BoardSystem, System>> = {
  greenhouse: {
    path: /^\/v1\/boards\/([^/]+)\/jobs$/,
    write: (roles, board) => ({ jobs: roles.map(({ title, place, at }, index) => ({ id: 4_000_001 + index, title, updated_at: iso(at), location: { name: place }, absolute_url: `https://boards.greenhouse.example/${board}/jobs/${4_000_001 + index}` })), meta: { total: roles.length } }),
    unknown: { status: 404, body: { status: 404, error: 'Job not found' } },
  },
  lever: {
    path: /^\/v0\/postings\/([^/]+)$/,
    write: (roles, board) => roles.map(({ title, place, at }, index) => ({ id: `${board}-${index + 1}`, text: title, createdAt: at, categories: { location: place }, hostedUrl: `https://jobs.lever.example/${board}/${board}-${index + 1}` })),
    unknown: { status: 404, body: { ok: false, error: 'Document not found' } },
  },
  ashby: {
    path: /^\/posting-api\/job-board\/([^/]+)$/,
    write: (roles) => ({ apiVersion: '1', jobs: roles.map(({ title, place, at }) => ({ title, location: place, publishedAt: iso(at), isListed: true })) }),
    unknown: { status: 200, body: { apiVersion: '1', jobs: [] } },
  },
};

/** A public job board: the same roles as on the company's own page, the newest three days old, one older every three days. */
export function answerBoards(system: BoardSystem, { method, host, path }: SandboxRequest, world: World, journal: Journal, now: number): SandboxAnswer {
  const { path: shape, write, unknown } = SYSTEMS[system];
  const board = decodeURIComponent(shape.exec(path)?.[1] ?? '');
  const domain = BOARDS.find((one) => one.system === system && one.board === board)?.domain;
  const roles = world.byHost.get(domain ?? '')?.openRoles;
  const answer = method !== 'GET' ? text(405, 'Method not allowed\n') : roles ? { status: 200, body: write(roles.map((role, index) => ({ ...role, at: now - 3 * (index + 1) * DAY_MS })), board) } : board ? unknown : text(404, 'Not found\n');
  journal.add({ kind: 'source-read', host, path, status: answer.status });
  return answer;
}
