import type { FactValue, Field } from '#contracts';
import type { LookKind } from '../research-kinds.js';

/** The text of a saved page or answer, and what was looked at. */
export interface Page { readonly kind: LookKind; readonly text: string }

/** A piece of the text, from `start` up to `end`. */
export interface Span { readonly start: number; readonly end: number }

/**
 * Finds what a page says about one field. It only points at quotes: what a quote says is read by `valueOf`, from the quote
 * alone, when it is found and again when it is verified. Both are deterministic; a change of either raises the version in `name`.
 */
export interface Extractor {
  /** `<name>@<version>` */
  readonly name: string;
  readonly field: Field;
  find(page: Page): readonly Span[];
  valueOf(quote: string): FactValue | null;
}

/** Longest quote that is kept. */
export const MOST_QUOTE = 600;
