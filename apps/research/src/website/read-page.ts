import { parse, type HTMLElement, type Node } from 'node-html-parser';
import type { FoundLink } from '#agent';
import type { SnapshotRef } from '#contracts';
import { findLinks, type Anchor } from './find-links.js';
import { hiddenSelectors, tagOf, visibilityOf } from './hidden.js';
import { isSuspect } from './suspect-text.js';

/** What a person sees of a page, line by line, and the ways onward. */
export interface ReadPage { readonly text: string; readonly flags: SnapshotRef['flags']; readonly links: readonly FoundLink[] }

/** Characters of text that are kept of a page. */
const MOST_TEXT = 120_000;
/** The parser's time grows with the square of the depth; a page for people is never this deep. */
const MOST_DEPTH = 600;

const DROPPED = new Set(['script', 'style', 'template', 'noscript', 'svg', 'math', 'iframe', 'object', 'canvas', 'select', 'textarea', 'head', 'title', 'audio', 'video']);
const INLINE = new Set(['a', 'abbr', 'b', 'bdi', 'bdo', 'cite', 'code', 'data', 'em', 'font', 'i', 'kbd', 'mark', 'q', 's', 'small', 'span', 'strong', 'sub', 'sup', 'time', 'u', 'var', 'wbr']);
const NOT_CLOSED = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source', 'track', 'wbr', 'p', 'li', 'td', 'th', 'tr', 'dt', 'dd', 'option']);
/** Characters that are there and not to be seen: soft hyphens, zero widths, changes of direction, tags. */
const UNSEEN = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu;
const TAG_CHARACTERS = /[\u{E0020}-\u{E007E}]/gu;

/** Reads plain text. */
export const readPlainText = (body: string): ReadPage => {
  const { text, flags } = tidy(body, '');
  return { text, flags: [...flags, 'not_html'], links: [] };
};

/**
 * Reads a page: its title and visible text with a line per block, nothing that is hidden, no scripts, styles or comments.
 * Null when it is nested deeper than any page for people. `url` is where it was found.
 */
export function readPage(html: string, url: string): ReadPage | null {
  const { bare, comments } = takeOutComments(html);
  if (depthOf(bare) > MOST_DEPTH) return null;
  const root = parse(bare, { blockTextElements: { script: true, style: true } });
  const elements = [...elementsOf(root)];
  const named = (name: string) => elements.filter((element) => tagOf(element) === name);
  const { shown, hidden, hiddenWords } = textOf(root, hiddenSelectors(named('style').map((style) => style.rawText).join('\n')));
  const title = named('title')[0]?.text ?? '';
  const unseen = [hidden, comments, ...elements.flatMap((element) => ['alt', 'content', 'aria-label'].map((name) => element.getAttribute(name) ?? ''))].join('\n');
  const { text, flags } = tidy(`${title}\n${shown}`, unseen);
  const anchors = named('a').map((a): Anchor => ({ href: a.getAttribute('href') ?? '', text: a.text }));
  const links = findLinks(anchors, url, named('base')[0]?.getAttribute('href') ?? null);
  return { text, flags: hiddenWords > 2 && !flags.includes('hidden_text') ? ['hidden_text', ...flags] : flags, links };
}

/** One space between words, no empty lines; flags for what was hidden in characters, for orders, and for what was cut. */
function tidy(shown: string, unseen: string): { text: string; flags: SnapshotRef['flags'] } {
  const secret = (shown.match(TAG_CHARACTERS) ?? []).map((character) => String.fromCodePoint(character.codePointAt(0)! - 0xE0000)).join('');
  const text = shown.replace(UNSEEN, '').split('\n').map((line) => line.replace(/\s+/g, ' ').trim()).filter((line) => line !== '').join('\n');
  const kept = text.slice(0, MOST_TEXT);
  const flags: SnapshotRef['flags'] = [
    ...(secret ? ['hidden_text' as const] : []),
    ...(isSuspect(kept, `${unseen.slice(0, MOST_TEXT)}\n${secret}`) ? ['injection_suspected' as const] : []),
    ...(kept.length < text.length ? ['truncated' as const] : []),
  ];
  return { text: kept, flags };
}

type Step = { readonly node: Node; readonly hidden: boolean; readonly listeners: boolean } | 'line';

/** Walks without recursion: how deep a page is nested is the page's choice. */
function textOf(root: HTMLElement, selectors: ReadonlySet<string>): { shown: string; hidden: string; hiddenWords: number } {
  const shown: string[] = [];
  const hidden: string[] = [];
  let hiddenWords = 0;
  const steps: Step[] = [{ node: root, hidden: false, listeners: false }];
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    if (step === 'line') {
      shown.push('\n');
    } else if (!isElement(step.node)) {
      (step.hidden ? hidden : shown).push(step.node.text.replace(/\s+/g, ' '));
      if (step.hidden && !step.listeners) hiddenWords += step.node.text.split(/\s+/).filter(Boolean).length;
    } else if (!DROPPED.has(tagOf(step.node))) {
      const { node } = step;
      const visibility = visibilityOf(node, selectors);
      const inside = { hidden: step.hidden || visibility !== 'shown', listeners: step.listeners || visibility === 'for-listeners' || tagOf(node) === 'nav' };
      const edges: Step[] = INLINE.has(tagOf(node)) ? [] : ['line'];
      steps.push(...edges, ...node.childNodes.toReversed().map((child) => ({ node: child, ...inside })), ...edges);
    }
  }
  return { shown: shown.join(''), hidden: hidden.join(' '), hiddenWords };
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

/** How deep the tags that must be closed are nested, at most. */
function depthOf(html: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [, close, name] of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)/gi)) {
    if (NOT_CLOSED.has(name!.toLowerCase())) continue;
    depth = Math.max(0, depth + (close ? -1 : 1));
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
