import { describe, expect, it } from '@jest/globals';
import { compilePath, findOne } from '../json-path.js';
import { placeValue } from './place-value.js';

describe('writing a value where a JSON path finds it', () => {
  it.each<[string, unknown]>([
    ['$.email', { email: 'v' }],
    ['$.form_response.hidden["utm campaign"]', { form_response: { hidden: { 'utm campaign': 'v' } } }],
    ['$.contacts[*]', { contacts: ['v'] }],
    ['$.list[2].id', { list: [null, null, { id: 'v' }] }],
    ['$..properties.email', { properties: { email: 'v' } }],
    ['$.data.fields[?@.label == "Your e-mail"].value', { data: { fields: [{ label: 'Your e-mail', value: 'v' }] } }],
    ['$.fields[?@.field.ref == "email" && @.kind == 7].value', { fields: [{ field: { ref: 'email' }, kind: 7, value: 'v' }] }],
  ])('%s', (path, expected) => {
    const body = placeValue({}, path, 'v');
    expect(body).toEqual(expected);
    expect(findOne(compilePath(path), body)).toBe('v');
  });

  it('adds to what is there already, also to the item that the same filter picks', () => {
    const paths = ['$.a.x', '$.a.y', '$.f[?@.k == "one"].v', '$.f[?@.k == "two"].v', '$.f[?@.k == "one"].w', '$.a.x'];
    expect(paths.reduce<unknown>((body, path, at) => placeValue(body, path, at), {})).toEqual({ a: { x: 0, y: 1 }, f: [{ k: 'one', v: 2, w: 4 }, { k: 'two', v: 3 }] });
  });

  it.each(['$.list[-1]', '$.list[0:2]', '$["a","b"]', '$.list[?@.n > 3].v', '$.list[?@.a == "x" || @.b == "y"].v', '$.list[?@.a == @.b].v', '$.list[100000]'])('has no body for %s', (path) => {
    expect(placeValue({}, path, 'v')).toBeUndefined();
  });

  it.each([[{ a: 'text' }, '$.a.b'], [{ a: {} }, '$.a[0]'], [[], '$.a']])('has none where %j is in the way of %s', (root, path) => {
    expect(placeValue(root, path, 'v')).toBeUndefined();
  });
});
