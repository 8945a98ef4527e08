import { JSONPathEnvironment, JSONPathQuery, type JSONPathNode, type JSONValue } from 'json-p3';

/** RFC 9535. Bodies are at most 64 levels deep (`parseBoundedJson`), so that no body meets the library's own limit. */
const environment = new JSONPathEnvironment({ maxRecursionDepth: 100 });

/** Errors: what the library says is wrong with the path. */
export const compilePath = (path: string): JSONPathQuery => environment.compile(path);

export const findOne = (path: JSONPathQuery, value: unknown): unknown => path.match(value as JSONValue)?.value;
export const findAll = (path: JSONPathQuery, value: unknown): unknown[] => path.query(value as JSONValue).values();

/** The last object on the way of a path that does exist: where it stands and the names it has. For telling a person what a path missed. */
export function nearestObject(path: JSONPathQuery, value: unknown): { at: string; names: string[] } | null {
  for (let length = path.segments.length - 1; length >= 0; length -= 1) {
    const node: JSONPathNode | undefined = new JSONPathQuery(environment, path.segments.slice(0, length)).match(value as JSONValue);
    if (node && isObject(node.value)) return { at: node.getPath(), names: Object.keys(node.value) };
  }
  return null;
}

export const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
