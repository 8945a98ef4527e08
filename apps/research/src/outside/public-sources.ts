import { Injectable } from '@nestjs/common';
import { outsideSources, PUBLIC_PLACES, recogniseBoard, RESERVED_PLACES, systemResolver, type JobBoardSource, type OutsideSource, type OutsideSources } from '#connectors';
import { terminal } from '#contracts';
import type { Source } from '#agent';
import { Clock, Environment, SafeHttp } from '#platform';
import type { KeepSnapshot } from '../new-snapshot.js';
import { secContactOf } from './sec-contact.js';
import { WEBSITE, WebsiteSource } from '../website/website.source.js';
import { asSource } from './as-source.js';

/** Those that can answer something we ask. Records of the name system are hints that answer no field, so nothing asks for them. */
const answering = ({ boards, gleif, sec }: OutsideSources): readonly OutsideSource[] => [...boards, gleif, ...(sec ? [sec] : [])];

/** Where this process can look: a company's website, job boards, the register of legal entities, and filings with the SEC where `SEC_CONTACT` is set. */
@Injectable()
export class PublicSources {
  private readonly boards: readonly JobBoardSource[];
  private readonly outside: readonly OutsideSource[];

  constructor(private readonly http: SafeHttp, environment: Environment, private readonly clock: Clock) {
    const known = outsideSources({ http, dns: systemResolver(), clock, places: environment.egressMap === null ? PUBLIC_PLACES : RESERVED_PLACES, secContact: secContactOf(environment) });
    this.boards = known.boards;
    this.outside = answering(known);
  }

  /** The sources of one run; what they see goes to `keep`. */
  of(keep: KeepSnapshot): Source[] {
    const now = () => this.clock.now();
    const website = new WebsiteSource({ http: this.http, now, keep, boardOf: (link) => recogniseBoard(this.boards, link)?.source.id ?? null });
    return [website, ...this.outside.map((source) => asSource(source, { now, keep }))];
  }
}

const noCall = () => Promise.reject(terminal('RESEARCH.REPLAY', 'A replay calls nobody.'));

/** The same sources for replays: the record answers, nothing is called. */
export const recordedSources: readonly Source[] = [
  WEBSITE, ...answering(outsideSources({ http: { request: noCall }, dns: { mx: noCall, txt: noCall, ns: noCall }, clock: { now: () => 0 }, places: PUBLIC_PLACES, secContact: 'nobody' })),
].map(({ id, version }) => ({ id, version, look: noCall }));
