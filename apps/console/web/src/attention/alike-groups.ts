import type { AttentionItem } from '#contracts';

/** Open items with one cause: an app's, with one code. */
export interface AlikeGroup { readonly app: string; readonly code: string; readonly count: number; readonly title: string }

/** Groups of two or more, the largest first; titled as the first of them is. */
export function alikeGroups(items: readonly AttentionItem[]): AlikeGroup[] {
  const groups = new Map<string, AlikeGroup>();
  for (const { state, app, code, title } of items) {
    if (state !== 'open') continue;
    const known = groups.get(`${app} ${code}`);
    groups.set(`${app} ${code}`, known ? { ...known, count: known.count + 1 } : { app, code, title, count: 1 });
  }
  return [...groups.values()].filter(({ count }) => count > 1).sort((a, b) => b.count - a.count);
}
