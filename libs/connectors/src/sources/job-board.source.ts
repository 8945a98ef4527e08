import type { SafeHttp } from '#platform';
import { MOST_ROLES, type BoardKind } from './job-boards.js';
import { miss, type OutsideAnswer, type OutsideRequest, type OutsideSource } from './outside-source.js';
import { readJson, signalOf, unlessCalledOff } from './read-json.js';
import { writeRoles } from './role-lines.js';

/** A name as boards have it; nothing that could lead elsewhere in a path. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,99}$/u;

/** The open roles on a company's job board. The target is a link to the board, found on the company's own pages. */
export class JobBoardSource implements OutsideSource {
  readonly id: BoardKind['id'];
  readonly version = '1';
  readonly label: string;
  readonly answers = ['company.openRoles'] as const;
  readonly costMicro = 0;
  readonly usualMs = 600;
  readonly copyGroup = 'job-board';
  readonly terms;
  readonly limits = { timeoutMs: 10_000, maxBytes: 8 * 1024 * 1024, calls: 1, owner: 'none stated for reading' };

  constructor(private readonly http: SafeHttp, private readonly kind: BoardKind) {
    this.id = kind.id;
    this.label = kind.label;
    this.terms = { mayQuote: true, attribution: null, docs: kind.docs };
  }

  /** The board that a link leads to, or null: it is no link to one of ours. */
  recognise(link: string): { readonly board: string; readonly url: string } | null {
    const url = URL.parse(link);
    const place = url && /^https?:$/.test(url.protocol) ? this.kind.places.find(({ hosts }) => hosts.includes(url.hostname)) : undefined;
    const board = url && place ? decoded(this.kind.boardIn(url)) : null;
    return place && board && NAME.test(board) ? { board, url: `${place.api}${this.kind.path(encodeURIComponent(board))}` } : null;
  }

  look(request: OutsideRequest): Promise<OutsideAnswer> {
    return unlessCalledOff(request, async () => {
      const known = this.recognise(request.target);
      if (!known) return miss('refused', `${request.target.slice(0, 200)} is no link to a ${this.label}.`);
      const answer = await readJson(this.http, { url: known.url, maxBytes: this.limits.maxBytes, signal: signalOf(request, this.limits) }, this.kind.roles);
      if (!answer.ok) return answer;
      const roles = answer.body;
      if (roles.length === 0 && !this.kind.emptyCounts) return miss('not_found', `The ${this.label} ${known.board} lists nothing, or does not exist.`);
      const more = roles.length > MOST_ROLES;
      return { ok: true, url: known.url, status: answer.status, truncated: more, text: writeRoles(`${this.label} ${known.board}`, roles.slice(0, MOST_ROLES), more) };
    });
  }
}

const decoded = (part: string | null): string | null => {
  try {
    return part === null ? null : decodeURIComponent(part);
  } catch {
    return null;
  }
};
