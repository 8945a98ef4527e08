import { QueryClient, useMutation, useQuery, type QueryKey, type UseQueryResult } from '@tanstack/react-query';
import { notifications } from '@mantine/notifications';
import type { Me, Problem } from '#contracts';

/** A refusal by the server, as its problem document says it. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
    this.name = 'ProblemError';
  }
}

const ME = '/api/me';

const unreachable = (): Problem => ({ type: '/problems/unreachable', code: 'unreachable', status: 0, title: 'No answer from the server', detail: 'Check your connection. This page tries again by itself.' });

/** Asks the API. Errors: ProblemError, also when nobody answers or the answer is no problem document; a session that ended shows the way back in. */
export async function call<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, { method, credentials: 'same-origin', headers: method === 'POST' ? { accept: 'application/json', 'content-type': 'application/json' } : { accept: 'application/json' }, body: method === 'POST' ? JSON.stringify(body ?? {}) : null });
  } catch {
    throw new ProblemError(unreachable());
  }
  const text = await answer.text();
  const parsed = parse(text);
  if (answer.ok) return parsed as T;
  if (answer.status === 401 && path !== ME) void queryClient.invalidateQueries({ queryKey: ['me'] });
  const problem = typeof parsed === 'object' && parsed !== null ? (parsed as Partial<Problem>) : {};
  throw new ProblemError({ type: '/problems/unknown', code: 'unknown', title: `The server answered ${answer.status}`, detail: 'It gave no reason. Try again; if it stays, tell your administrator.', ...problem, status: answer.status });
}

function parse(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

export const problemOf = (error: unknown): Problem =>
  (error instanceof ProblemError ? error.problem : { type: '/problems/unknown', code: 'unknown', status: 0, title: 'Something went wrong in this page', detail: error instanceof Error ? error.message : String(error) });

/** Worth trying again by itself: nobody answered, or the server had trouble. A refusal stays one. */
const mayHelp = (error: Error): boolean => [0, 500, 502, 503, 504].includes(problemOf(error).status);

export const queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: 10_000, retry: (times, error) => times < 2 && mayHelp(error) } } });

/** What the API gives at `path`, kept under `key`; `live.ts` names the keys that go stale. */
export const useGet = <T>(key: QueryKey, path: string, options: { enabled?: boolean; refetchInterval?: number | false } = {}): UseQueryResult<T> =>
  useQuery({ queryKey: key, queryFn: () => call<T>('GET', path), ...options });

export const useMe = (): UseQueryResult<Me> => useQuery({ queryKey: ['me'], queryFn: () => call<Me>('GET', ME), staleTime: 5 * 60_000 });

/** Says in the corner of the screen why something did not work. */
export function tellProblem(error: unknown): void {
  const { title, detail } = problemOf(error);
  notifications.show({ color: 'red', title, message: detail, autoClose: 12_000 });
}

interface ActOptions<R> { refresh: readonly QueryKey[]; done?: (result: R) => string; quiet?: (problem: Problem) => boolean; onDone?: (result: R) => void }

/** A person's action. Says when it is done, refreshes what it changed, and tells a refusal, unless the caller shows it itself (`quiet`). */
export function useAct<B, R = unknown>(path: string, { refresh, done, quiet, onDone }: ActOptions<R>) {
  return useMutation<R, Error, B>({
    mutationFn: (body) => call<R>('POST', path, body),
    onSuccess: (result) => {
      if (done) notifications.show({ message: done(result) });
      onDone?.(result);
      for (const queryKey of refresh) void queryClient.invalidateQueries({ queryKey });
    },
    onError: (error) => { if (!quiet?.(problemOf(error))) tellProblem(error); },
  });
}
