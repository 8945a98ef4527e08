import type { SafeHttp } from '#platform';
import { DnsSource, type DnsResolver } from './dns.source.js';
import { GleifSource } from './gleif.source.js';
import { JobBoardSource } from './job-board.source.js';
import { JOB_BOARDS, type BoardKind } from './job-boards.js';
import { SecEdgarSource } from './sec-edgar.source.js';

/** Where the sources are. */
export interface SourcePlaces { readonly boards: readonly BoardKind[]; readonly gleif: string; readonly sec: { readonly www: string; readonly data: string } }

export const PUBLIC_PLACES: SourcePlaces = { boards: JOB_BOARDS, gleif: 'https://api.gleif.org', sec: { www: 'https://www.sec.gov', data: 'https://data.sec.gov' } };

/** The same places under `.example`, where an egress map sends them to a sandbox: `boards-api.greenhouse.example`. */
export const RESERVED_PLACES: SourcePlaces = {
  boards: JOB_BOARDS.map((kind) => ({ ...kind, places: kind.places.map(({ hosts, api }) => ({ hosts: hosts.map(reserved), api: reserved(api) })) })),
  gleif: reserved(PUBLIC_PLACES.gleif),
  sec: { www: reserved(PUBLIC_PLACES.sec.www), data: reserved(PUBLIC_PLACES.sec.data) },
};

export interface SourceParts {
  readonly http: SafeHttp;
  readonly dns: DnsResolver;
  readonly clock: { now(): number };
  readonly places: SourcePlaces;
  /** Company and mail address that the SEC wants to see; without it EDGAR is left out. */
  readonly secContact: string | null;
}

export interface OutsideSources {
  readonly boards: readonly JobBoardSource[];
  readonly gleif: GleifSource;
  readonly dns: DnsSource;
  readonly sec: SecEdgarSource | null;
}

/** All public sources besides the company's own website. */
export const outsideSources = ({ http, dns, clock, places, secContact }: SourceParts): OutsideSources => ({
  boards: places.boards.map((kind) => new JobBoardSource(http, kind)),
  gleif: new GleifSource(http, places.gleif),
  dns: new DnsSource(dns),
  sec: secContact ? new SecEdgarSource(http, { ...places.sec, contact: secContact }, clock) : null,
});

/** The source and board behind a link, or null. */
export function recogniseBoard(boards: readonly JobBoardSource[], link: string): { readonly source: JobBoardSource; readonly board: string } | null {
  for (const source of boards) {
    const known = source.recognise(link);
    if (known) return { source, board: known.board };
  }
  return null;
}

function reserved(place: string): string {
  return place.replace(/\.[a-z]+$/, '.example');
}
