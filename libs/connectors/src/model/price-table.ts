/** Dollars per million tokens, which is millionths of a dollar per token. */
export interface ModelPrice { readonly in: number; readonly out: number }

/** List prices as published in July 2026. What is really paid is set by OPENAI_PRICE. */
const PRICES: Readonly<Record<string, ModelPrice>> = {
  'gpt-5-nano': { in: 0.05, out: 0.4 },
  'gpt-5.4-nano': { in: 0.2, out: 1.25 },
  'gpt-5.4-mini': { in: 0.75, out: 4.5 },
  'gpt-5.4': { in: 2.5, out: 15 },
};

const DATED = /-\d{4}-\d{2}-\d{2}$/;

/** The price of a model, dated versions included. One that is not listed counts as the dearest: money is never counted too low. */
export const priceOf = (model: string): ModelPrice =>
  PRICES[model.replace(DATED, '')] ?? Object.values(PRICES).reduce((dearest, price) => (price.out > dearest.out ? price : dearest));

/** Millionths of a dollar, rounded up. */
export const costMicroOf = (price: ModelPrice, tokensIn: number, tokensOut: number): number => Math.ceil(tokensIn * price.in + tokensOut * price.out);

/** The tokens of a text can not be more than its bytes. */
export const mostTokens = (text: string): number => Buffer.byteLength(text, 'utf8');
