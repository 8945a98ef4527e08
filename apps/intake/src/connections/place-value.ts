import { jsonpath, type JSONPathQuery, type JSONValue } from 'json-p3';
import { compilePath, findOne, isObject } from '../json-path.js';

const { NameSelector, IndexSelector, WildcardSelector, FilterSelector } = jsonpath.selectors;
const { InfixExpression, RelativeQuery, StringLiteral, NumberLiteral, BooleanLiteral } = jsonpath.expressions;

/** What a filter asks of an item: `@.key == "email"`. */
interface Equality { readonly path: JSONPathQuery; readonly value: JSONValue }
/** One step down: to a member, to a place in a list, or to the item of a list that a filter picks. */
type Stride = { readonly name: string } | { readonly place: number } | { readonly picked: readonly Equality[] };

/** A place in a list beyond this is not written out. */
const LAST_PLACE = 99;

/**
 * Reading the other way round: `root` with what is missing in it, so that the JSON path finds `value` there. `*` and `..` are
 * taken as the nearest place that they cover. A value that stands there already stays. Undefined where no such body can be
 * written: for slices, places from the end, filters that ask for more than equality, and where something else is in the way.
 */
export function placeValue(root: unknown, path: string, value: unknown): unknown {
  const strides = stridesOf(compilePath(path));
  return strides ? placed(root, strides, value) : undefined;
}

function stridesOf({ segments }: JSONPathQuery): Stride[] | null {
  const strides = segments.map(({ selectors: [only, ...others] }) => (only && others.length === 0 ? strideOf(only) : null));
  return strides.every((stride) => stride !== null) ? strides : null;
}

function strideOf(selector: object): Stride | null {
  if (selector instanceof NameSelector) return { name: selector.name };
  if (selector instanceof WildcardSelector) return { place: 0 };
  if (selector instanceof IndexSelector) return selector.index >= 0 && selector.index <= LAST_PLACE ? { place: selector.index } : null;
  const picked = selector instanceof FilterSelector ? equalitiesOf(selector.expression.expression) : null;
  return picked && { picked };
}

/** `@.key == "email" && @.kind == "text"`; null for anything else. */
function equalitiesOf(expression: unknown): Equality[] | null {
  if (!(expression instanceof InfixExpression)) return null;
  const { left, operator, right } = expression;
  if (operator === '&&') {
    const [first, second] = [equalitiesOf(left), equalitiesOf(right)];
    return first && second && [...first, ...second];
  }
  const isEquality = operator === '==' && left instanceof RelativeQuery && (right instanceof StringLiteral || right instanceof NumberLiteral || right instanceof BooleanLiteral);
  return isEquality ? [{ path: left.path, value: right.value }] : null;
}

function placed(node: unknown, [stride, ...rest]: readonly Stride[], value: unknown): unknown {
  if (!stride) return node ?? value;
  if ('name' in stride) {
    if (!isObject(node ?? {})) return undefined;
    const members = (node ?? {}) as Record<string, unknown>;
    return put(placed(Object.hasOwn(members, stride.name) ? members[stride.name] : undefined, rest, value), (child) => ({ ...members, [stride.name]: child }));
  }
  if (!Array.isArray(node ?? [])) return undefined;
  const items = (node ?? []) as readonly unknown[];
  const place = 'place' in stride ? stride.place : placeOf(items, stride.picked);
  const item = 'picked' in stride && place === items.length ? withEqualities(stride.picked) : items[place];
  return put(placed(item, rest, value), (child) => Array.from({ length: Math.max(items.length, place + 1) }, (_, at) => (at === place ? child : (items[at] ?? null))));
}

const put = (child: unknown, into: (child: unknown) => unknown): unknown => (child === undefined ? undefined : into(child));

/** Where the item is that the filter picks; behind the others when there is none. */
function placeOf(items: readonly unknown[], picked: readonly Equality[]): number {
  const found = items.findIndex((item) => picked.every(({ path, value }) => findOne(path, item) === value));
  return found < 0 ? items.length : found;
}

const withEqualities = (picked: readonly Equality[]): unknown => picked.reduce<unknown>((item, { path, value }) => {
  const strides = stridesOf(path);
  return strides ? placed(item, strides, value) : undefined;
}, {});
