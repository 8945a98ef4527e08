import { z } from 'zod';

/** The five documents that say how Leadwright behaves. Each is versioned, checked and published as a whole. */
export const configKind = z.enum(['connections', 'enrichment', 'icp', 'assignment', 'outreach']);
export type ConfigKind = z.infer<typeof configKind>;
export const CONFIG_KINDS: readonly ConfigKind[] = configKind.options;

/** A published version: immutable, hashed; every decision names it. */
export interface ConfigVersion<T> {
  readonly kind: ConfigKind;
  readonly version: number;
  readonly hash: string;
  readonly publishedAt: string;
  readonly document: T;
}

/** One problem of a document, at its place, with what to do about it. */
export interface ConfigFinding {
  severity: 'error' | 'warning';
  /** Path in the document: `['rules', 7, 'when']`. The console and `check-config` turn it into a line. */
  path: readonly (string | number)[];
  /** Where, in words: `rule "north-america"`. */
  where: string;
  message: string;
  /** The offending text and the columns to underline, if there are any. */
  excerpt?: { text: string; from: number; to: number };
  remedy: string;
}
