import { parse, type HTMLElement, type Node } from 'node-html-parser';
import type { FoundLink } from '#agent';
import type { SnapshotRef } from '#contracts';
import { findLinks, type Anchor, type BoardOf } from './find-links.js';
import { hiddenSelectors, tagOf, visibilityOf } from './hidden.js';
import { isSuspect } from './suspect-text.js';

/** What a person sees of a page, line by line, and the ways onward. */
export interface ReadPage { readonly text: string; readonly flags: SnapshotRef['flags']; readonly links: readonly FoundLink[] }

/** Characters and lines of text that are kept of a page. */
const MOST_TEXT = 120_000;
const MOST_LINES = 4_000;
/** The parser's time grows with the square of depth and length; a page for people has never this many tags, nor this deep. */
const MOST_DEPTH = 600;
const MOST_TAGS = 40_000;

const DROPPED = new Set(['script', 'style', 'template', 'noscript', 'svg', 'math', 'iframe', 'object', 'canvas', 'select', 'textarea', 'head', 'title', 'audio', 'video']);
const INLINE = new Set(['a', 'abbr', 'b', 'bdi', 'bdo', 'cite', 'code', 'data', 'em', 'font', 'i', 'kbd', 'mark', 'q', 's', 'small', 'span', 'strong', 'sub', 'sup', 'time', 'u', 'var', 'wbr']);
const NOT_CLOSED = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source', 'track', 'wbr', 'p', 'li', 'td', 'th', 'tr', 'dt', 'dd', 'option']);
/** Characters that are there and not to be seen: soft hyphens, zero widths, changes of direction, tags. */
const UNSEEN = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu;
const TAG_CHARACTERS = /[\u{E0020}-\u{E007E}]/gu;

/** Reads plain text. */
export const readPlainText = (body: string): ReadPage => {
  const { text, flags } = tidy(body, { aside: '', hidden: '' });
  return { text, flags: [...flags, 'not_html'], links: [] };
};

/**
 * Reads a page: its title and visible text with a line per block, nothing that is hidden, no scripts, styles or comments.
 * Job boards that the page embeds are ways onward too. Null when it has more tags, or deeper ones, than any page for people. `url` is where it was found.
 */
export function readPage(html: string, url: string, boardOf?: BoardOf): ReadPage | null {
  const { bare, comments } = takeOutComments(html);
  if (!isForPeople(bare)) return null;
  const root = parse(bare, { blockTextElements: { script: true, style: true } });
  const elements = [...elementsOf(root)];
  const named = (name: string) => elements.filter((element) => tagOf(element) === name);
  const { shown, aside, hidden } = textOf(root, hiddenSelectors(named('style').map((style) => style.rawText).join('\n')));
  const attributes = elements.flatMap((element) => ['alt', 'content', 'aria-label'].map((name) => element.getAttribute(name) ?? ''));
  const title = named('title')[0]?.text ?? '';
  const { text, flags } = tidy(`${title}\n${shown}`, { aside: [aside, ...attributes].join('\n'), hidden: `${hidden}\n${comments}` });
  const anchors = named('a').map((a): Anchor => ({ href: a.getAttribute('href') ?? '', text: a.text }));
  const embedded = [...named('iframe'), ...named('script')].map((element) => URL.parse(element.getAttribute('src') ?? '', url)?.href ?? '').filter((src) => boardOf?.(src)).map((href): Anchor => ({ href, text: '' }));
  const links = findLinks([...anchors, ...embedded], url, named('base')[0]?.getAttribute('href') ?? null, boardOf);
  return { text, flags: wordCount(hidden) > 2 && !flags.includes('hidden_text') ? ['hidden_text', ...flags] : flags, links };
}

/** What is on a page besides its text: `aside` may be read without harm, `hidden` was meant for nobody to see. */
interface Unseen { readonly aside: string; readonly hidden: string }

/** One space between words, no empty lines; flags for what was hidden in characters, for orders, and for what was cut. */
function tidy(shown: string, unseen: Unseen): { text: string; flags: SnapshotRef['flags'] } {
  const secret = (shown.match(TAG_CHARACTERS) ?? []).map((character) => String.fromCodePoint(character.codePointAt(0)! - 0xE0000)).join('');
  const lines = linesOf(shown.replace(UNSEEN, ''));
  const text = lines.join('\n');
  const kept = lines.slice(0, MOST_LINES).join('\n').slice(0, MOST_TEXT);
  const flags: SnapshotRef['flags'] = [
    ...(secret ? ['hidden_text' as const] : []),
    ...(isSuspect(`${kept}\n${tidied(unseen.aside)}`, tidied(`${secret}\n${unseen.hidden}`)) ? ['injection_suspected' as const] : []),
    ...(kept.length < text.length ? ['truncated' as const] : []),
  ];
  return { text: kept, flags };
}

const linesOf = (text: string): string[] => text.split('\n').map((line) => line.replace(/\s+/g, ' ').trim()).filter((line) => line !== '');

const tidied = (text: string): string => linesOf(text).join('\n').slice(0, MOST_TEXT);
const wordCount = (text: string): number => text.split(/\s+/).filter(Boolean).length;

type Step = { readonly node: Node; readonly hidden: boolean; readonly listeners: boolean } | 'line';

/** Walks without recursion: how deep a page is nested is the page's choice. */
function textOf(root: HTMLElement, selectors: ReadonlySet<string>): { shown: string; aside: string; hidden: string } {
  const shown: string[] = [];
  const aside: string[] = [];
  const hidden: string[] = [];
  const steps: Step[] = [{ node: root, hidden: false, listeners: false }];
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    if (step === 'line') {
      shown.push('\n');
    } else if (!isElement(step.node)) {
      (!step.hidden ? shown : step.listeners ? aside : hidden).push(step.node.text.replace(/\s+/g, ' '));
    } else if (!DROPPED.has(tagOf(step.node))) {
      const { node } = step;
      const visibility = visibilityOf(node, selectors);
      const inside = { hidden: step.hidden || visibility !== 'shown', listeners: step.listeners || visibility === 'for-listeners' || tagOf(node) === 'nav' };
      const isBlock = !INLINE.has(tagOf(node));
      if (isBlock) steps.push('line');
      for (const child of node.childNodes.toReversed()) steps.push({ node: child, ...inside });
      if (isBlock) steps.push('line');
    }
  }
  return { shown: shown.join(''), aside: aside.join(' '), hidden: hidden.join(' ') };
}

function* elementsOf(root: HTMLElement): Generator<HTMLElement> {
  const open: Node[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!isElement(node)) continue;
    if (node !== root) yield node;
    for (let index = node.childNodes.length - 1; index >= 0; index -= 1) open.push(node.childNodes[index]!);
  }
}

const isElement = (node: Node): node is HTMLElement => node.nodeType === 1;

function takeOutComments(html: string): { bare: string; comments: string } {
  const bare: string[] = [];
  const comments: string[] = [];
  for (let at = 0; at < html.length;) {
    const from = html.indexOf('<!--', at);
    bare.push(html.slice(at, from < 0 ? undefined : from));
    if (from < 0) break;
    const to = html.indexOf('-->', from + 4);
    comments.push(html.slice(from + 4, to < 0 ? undefined : to));
    at = to < 0 ? html.length : to + 3;
  }
  return { bare: bare.join(''), comments: comments.join('\n') };
}

/** Counts tags before the parser sees them. */
function isForPeople(html: string): boolean {
  let depth = 0;
  let tags = 0;
  for (const [, close, name] of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)/gi)) {
    if (!NOT_CLOSED.has(name!.toLowerCase())) depth = Math.max(0, depth + (close ? -1 : 1));
    if ((tags += 1) > MOST_TAGS || depth > MOST_DEPTH) return false;
  }
  return true;
}
