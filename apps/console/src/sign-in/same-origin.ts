type Headers = Record<string, string | string[] | undefined>;

/**
 * Whether a page of ours sent a request. A browser says so itself in `Sec-Fetch-Site`; an older one names the page's `Origin`,
 * which must be the public address or the host that was asked. A request that says neither is not believed.
 */
export function isSameOrigin(headers: Headers, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin, host } = headers;
  if (typeof origin !== 'string' || !URL.canParse(origin)) return false;
  return origin === new URL(publicUrl).origin || new URL(origin).host === host;
}
