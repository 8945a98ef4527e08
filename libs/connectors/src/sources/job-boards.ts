import { z } from 'zod';
import { dayOf, type Role } from './role-lines.js';

/** Hosts that carry links to boards, and the interface behind them. Lever and Greenhouse have one of each per region. */
export interface BoardPlace { readonly hosts: readonly string[]; readonly api: string }

/** What differs between the systems that companies put their jobs into. All are public and made to be read by others. */
export interface BoardKind {
  readonly id: 'greenhouse' | 'lever' | 'ashby';
  readonly label: string;
  readonly docs: string;
  readonly places: readonly BoardPlace[];
  /** The board's name in a link, not yet checked. */
  boardIn(url: URL): string | null;
  path(board: string): string;
  readonly roles: z.ZodType<readonly Role[]>;
  /** Whether a board without a job is an answer. Ashby is said to show one for names that it does not know. */
  readonly emptyCounts: boolean;
}

/** Roles of one board that are kept. */
export const MOST_ROLES = 300;

const text = z.string().nullish();
const firstPart = (url: URL): string | null => url.pathname.split('/').find((part) => part !== '') ?? null;

/** https://developers.greenhouse.io/job-board.html: `GET /v1/boards/{token}/jobs`, the whole board at once. */
const greenhouse: BoardKind = {
  id: 'greenhouse', label: 'Greenhouse job board', docs: 'https://developers.greenhouse.io/job-board.html', emptyCounts: true,
  places: [
    { hosts: ['boards.greenhouse.io', 'job-boards.greenhouse.io'], api: 'https://boards-api.greenhouse.io' },
    { hosts: ['boards.eu.greenhouse.io', 'job-boards.eu.greenhouse.io'], api: 'https://boards-api.eu.greenhouse.io' },
  ],
  /** `/pelhamrye`, or embedded in the company's own page: `/embed/job_board?for=pelhamrye`. */
  boardIn: (url) => (firstPart(url) === 'embed' ? url.searchParams.get('for') : firstPart(url)),
  path: (board) => `/v1/boards/${board}/jobs`,
  roles: z.looseObject({ jobs: z.array(z.looseObject({ title: z.string(), updated_at: text, location: z.looseObject({ name: text }).nullish() })) })
    .transform(({ jobs }) => jobs.map(({ title, location, updated_at }) => ({ title, location: location?.name ?? null, on: dayOf(updated_at), dated: 'updated' as const }))),
};

/** https://github.com/lever/postings-api: published postings, each with its whole text; one more than is shown is asked for. */
const lever: BoardKind = {
  id: 'lever', label: 'Lever job board', docs: 'https://github.com/lever/postings-api', emptyCounts: true,
  places: [
    { hosts: ['jobs.lever.co'], api: 'https://api.lever.co' },
    { hosts: ['jobs.eu.lever.co'], api: 'https://api.eu.lever.co' },
  ],
  boardIn: firstPart,
  path: (board) => `/v0/postings/${board}?mode=json&limit=${MOST_ROLES + 1}`,
  roles: z.array(z.looseObject({ text: z.string(), createdAt: z.number().nullish(), categories: z.looseObject({ location: text }).nullish() }))
    .transform((postings) => postings.map(({ text: title, categories, createdAt }) => ({ title, location: categories?.location ?? null, on: dayOf(createdAt), dated: 'published' as const }))),
};

/** https://developers.ashbyhq.com/docs/public-job-posting-api: the whole board at once. */
const ashby: BoardKind = {
  id: 'ashby', label: 'Ashby job board', docs: 'https://developers.ashbyhq.com/docs/public-job-posting-api', emptyCounts: false,
  places: [{ hosts: ['jobs.ashbyhq.com'], api: 'https://api.ashbyhq.com' }],
  boardIn: firstPart,
  path: (board) => `/posting-api/job-board/${board}`,
  roles: z.looseObject({ jobs: z.array(z.looseObject({ title: z.string(), location: text, publishedAt: text, isListed: z.boolean().nullish() })) })
    .transform(({ jobs }) => jobs.filter(({ isListed }) => isListed !== false).map(({ title, location, publishedAt }) => ({ title, location: location ?? null, on: dayOf(publishedAt), dated: 'published' as const }))),
};

export const JOB_BOARDS: readonly BoardKind[] = [greenhouse, lever, ashby];
