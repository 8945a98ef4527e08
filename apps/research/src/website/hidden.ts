import type { HTMLElement } from 'node-html-parser';

/** Declarations by which a text is on the page but not to be seen. */
const HIDING = [
  /display\s*:\s*none/i,
  /visibility\s*:\s*(?:hidden|collapse)/i,
  /(?:^|[;\s])opacity\s*:\s*0(?:\.0+)?\s*(?:[;!]|$)/i,
  /font-size\s*:\s*(?:0(?:\.0+)?(?:px|pt|r?em|%)?|(?:0\.\d+|1)px)\s*(?:[;!]|$)/i,
  /text-indent\s*:\s*-\d{3,}/i,
  /(?:^|[;\s])(?:left|right|top)\s*:\s*-\d{3,}/i,
  /clip\s*:\s*rect\(\s*0/i,
];
const COLOUR = /(?:^|[;\s])color\s*:\s*([^;!]+)/i;
const BACKGROUND = /background(?:-color)?\s*:\s*([^;!]+)/i;
/** For people who listen to a page; nothing to be suspicious of. */
const FOR_LISTENERS = /^(?:sr-only|visually-hidden|visuallyhidden|screen-reader-text|screen-reader-only)$/i;

export type Visibility = 'shown' | 'for-listeners' | 'hidden';

const hides = (declarations: string): boolean => HIDING.some((pattern) => pattern.test(declarations)) || sameColour(declarations);

function sameColour(declarations: string): boolean {
  const colour = COLOUR.exec(declarations)?.[1]?.trim().toLowerCase();
  return colour !== undefined && colour === BACKGROUND.exec(declarations)?.[1]?.trim().toLowerCase();
}

/** Selectors of one class, id or tag with class that a style sheet of the page hides. What holds for some screens only is not read. */
export function hiddenSelectors(css: string): Set<string> {
  const everywhere = css.replace(/\/\*[^]*?\*\//g, '').replace(/@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '');
  const rules = [...everywhere.matchAll(/([^{}]+)\{([^{}]*)\}/g)].filter(([, , declarations]) => hides(declarations!));
  return new Set(rules.flatMap(([, selectors]) => selectors!.split(',').map((selector) => selector.trim())).filter((selector) => /^[a-z0-9]*[.#][\w-]+$/i.test(selector)));
}

/** Lower case; empty for the document itself. */
export const tagOf = (element: HTMLElement): string => ((element.rawTagName as string | null) ?? '').toLowerCase();

/** How an element by itself is meant to be seen; what is inside a hidden one is hidden with it. */
export function visibilityOf(element: HTMLElement, hidden: ReadonlySet<string>): Visibility {
  const classes = (element.getAttribute('class') ?? '').split(/\s+/).filter(Boolean);
  const tag = tagOf(element);
  const names = [`#${element.getAttribute('id') ?? ''}`, ...classes.map((name) => `.${name}`)];
  if (element.hasAttribute('hidden') || hides(element.getAttribute('style') ?? '') || names.some((name) => hidden.has(name) || hidden.has(tag + name))) {
    return classes.some((name) => FOR_LISTENERS.test(name)) ? 'for-listeners' : 'hidden';
  }
  return classes.some((name) => FOR_LISTENERS.test(name)) ? 'for-listeners' : 'shown';
}
