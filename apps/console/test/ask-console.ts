import type { Problem, SignInLink } from '#contracts';
import type { RunningConsole } from './console-home.js';

const ADMIN = { authorization: 'Bearer admin-token' };

/** Asks a running console as a program or a person does. */
export class AskConsole {
  constructor(private readonly running: RunningConsole) {}

  send(method: 'GET' | 'POST', url: string, headers: Record<string, string> = ADMIN, body?: unknown) {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    return this.running.service.app.inject({ method, url, headers: { ...json, ...headers }, ...(body === undefined ? {} : { payload: JSON.stringify(body) }) });
  }

  async read<T>(url: string, headers?: Record<string, string>): Promise<T> {
    return (await this.send('GET', url, headers)).json<T>();
  }

  async refusal(answer: ReturnType<AskConsole['send']>): Promise<[number, string]> {
    const response = await answer;
    return [response.statusCode, response.json<Problem>().code];
  }

  /** Headers of a person's browser, signed in by a link of their own. */
  async signIn(user: string): Promise<Record<string, string>> {
    const { url } = (await this.send('POST', `/api/people/${user}/sign-in-link`)).json<SignInLink>();
    const cookie = String((await this.send('GET', new URL(url).pathname, {})).headers['set-cookie']).split(';')[0]!;
    return { cookie, 'sec-fetch-site': 'same-origin' };
  }
}
