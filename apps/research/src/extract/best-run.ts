import { MOST_QUOTE, type Span } from './extractor.js';

/** The run of pieces within one quote that has most of them, the first such. Never of none. */
export function bestRun<S extends Span>(pieces: readonly S[]): S[] {
  const runs = pieces.map((from, index) => pieces.slice(index).filter(({ end }) => end - from.start <= MOST_QUOTE));
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest));
}
