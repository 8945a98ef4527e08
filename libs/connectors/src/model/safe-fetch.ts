import type { OutgoingRequest, SafeHttp } from '#platform';

const WITHOUT_BODY: ReadonlySet<number> = new Set([101, 204, 205, 304]);

/**
 * `fetch` for a vendor's client, by the safe way out: its address checks, egress map, byte and time caps hold, and no redirect
 * is followed. What the safe client throws passes through.
 */
export function safeFetch(http: SafeHttp, caps: { readonly maxBytes: number; readonly timeoutMs: number }): typeof fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const body = init?.body ?? undefined;
    if (body !== undefined && typeof body !== 'string') throw new TypeError('safeFetch sends text only.');
    const response = await http.request({
      ...caps, url,
      method: (init?.method ?? 'GET').toUpperCase() as OutgoingRequest['method'],
      headers: Object.fromEntries(new Headers(init?.headers)),
      ...(body === undefined ? {} : { body }),
      ...(init?.signal ? { signal: init.signal } : {}),
    });
    return new Response(WITHOUT_BODY.has(response.status) ? null : new Uint8Array(response.body), { status: response.status, headers: response.headers });
  };
}
