/** What a site asks of us. */
export interface Robots { allows(path: string): boolean }

/** `parts` is the path between its stars; `toEnd` when it ends with `$`. */
interface Rule { readonly allow: boolean; readonly length: number; readonly parts: readonly string[]; readonly toEnd: boolean }

/** Our name in robots.txt. */
const TOKEN = 'leadwright';
/** RFC 9309 asks to read at least 500 KiB; the rest is left. */
const MOST_CHARACTERS = 512 * 1024;

export const ALLOW_ALL: Robots = { allows: () => true };

/**
 * Robots exclusion as RFC 9309 has it: the groups that name us, else those for everybody; the longest rule that matches
 * decides, and among equal ones the permission. `path` has its query. `/robots.txt` itself is always allowed.
 */
export function parseRobots(text: string): Robots {
  const groups = { [TOKEN]: null as Rule[] | null, '*': null as Rule[] | null };
  let current: Rule[][] = [];
  let naming = false;
  for (const line of text.slice(0, MOST_CHARACTERS).split(/\r\n|\r|\n/)) {
    const [, name = '', value = ''] = /^\s*([A-Za-z-]+)\s*:\s*([^#]*)/.exec(line) ?? [];
    const field = name.toLowerCase();
    if (field === 'user-agent') {
      if (!naming) current = [];
      naming = true;
      const agent = value.trim().toLowerCase();
      const key = agent === '*' ? '*' : agent === TOKEN ? TOKEN : null;
      if (key) current.push((groups[key] ??= []));
    } else if (field === 'allow' || field === 'disallow') {
      naming = false;
      const path = value.trim();
      if (path !== '') for (const rules of current) rules.push(ruleOf(field === 'allow', path));
    }
  }
  const rules = groups[TOKEN] ?? groups['*'] ?? [];
  return { allows: (path) => path === '/robots.txt' || decide(rules, path) };
}

function decide(rules: readonly Rule[], path: string): boolean {
  const plain = decoded(path);
  const best = rules.filter((rule) => matches(rule, plain)).toSorted((a, b) => b.length - a.length || Number(b.allow) - Number(a.allow))[0];
  return best?.allow ?? true;
}

/** `*` stands for anything, `$` at the end for the end. */
const ruleOf = (allow: boolean, path: string): Rule => ({ allow, length: path.length, parts: decoded(path.replace(/\$$/, '')).split(/\*+/), toEnd: path.endsWith('$') });

/** Takes each part at its first place, in one pass: a pattern cannot make it slow. */
function matches({ parts, toEnd }: Rule, path: string): boolean {
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const place = index === 0 ? (path.startsWith(part) ? 0 : -1) : isLast && toEnd ? path.length - part.length : path.indexOf(part, at);
    if (place < at || !path.startsWith(part, place)) return false;
    at = place + part.length;
  }
  return !toEnd || at === path.length;
}

const decoded = (path: string): string => {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
};
