import { z } from 'zod';

/** RFC 9457 problem document with a stable `code`: what is wrong, where, and what to do. */
export const problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
});
export type Problem = z.infer<typeof problem>;

/** An HTTP refusal. `code` is snake_case and stable; extra members name the field, the value and the place. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly extra: Record<string, unknown> = {},
    readonly headers: Record<string, string> = {},
  ) {
    super(detail);
    this.name = 'ProblemError';
  }

  toProblem(): Problem {
    return { type: `/problems/${this.code.replaceAll('_', '-')}`, title: this.title, status: this.status, code: this.code, detail: this.detail, ...this.extra };
  }
}
