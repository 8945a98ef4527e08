import { terminal } from '#contracts';
import type { Environment } from '#platform';
import { priceOf, type ModelPrice } from './price-table.js';

export interface ModelSettings { readonly apiKey: string; readonly baseUrl: string; readonly model: string; readonly price: ModelPrice }

const DEFAULT_URL = 'https://api.openai.com/v1';
const DEFAULT_MODEL = 'gpt-5.4-mini';
const PRICE = /^(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/;

/**
 * OPENAI_API_KEY (a secret), OPENAI_BASE_URL, OPENAI_MODEL, and OPENAI_PRICE: dollars per million tokens read and written,
 * `0.75/4.5`. Null without a key: then there is no model. Errors: ENVIRONMENT.INVALID, terminal.
 */
export function readModelSettings(environment: Pick<Environment, 'secret' | 'setting'>): ModelSettings | null {
  const apiKey = environment.secret('OPENAI_API_KEY');
  if (!apiKey) return null;
  const baseUrl = (environment.setting('OPENAI_BASE_URL') ?? DEFAULT_URL).replace(/\/$/, '');
  if (!/^https?:\/\//.test(baseUrl) || !URL.canParse(baseUrl)) throw terminal('ENVIRONMENT.INVALID', `OPENAI_BASE_URL: ${JSON.stringify(baseUrl)} is no address. It must look like ${DEFAULT_URL}.`);
  const model = environment.setting('OPENAI_MODEL') ?? DEFAULT_MODEL;
  return { apiKey, baseUrl, model, price: readPrice(environment.setting('OPENAI_PRICE')) ?? priceOf(model) };
}

function readPrice(text: string | undefined): ModelPrice | null {
  if (text === undefined) return null;
  const [, read, written] = PRICE.exec(text) ?? [];
  if (read === undefined || written === undefined) throw terminal('ENVIRONMENT.INVALID', `OPENAI_PRICE: ${JSON.stringify(text)} must be dollars per million tokens read and written, for example 0.75/4.5.`);
  return { in: Number(read), out: Number(written) };
}
