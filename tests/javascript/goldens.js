/** Golden cases for `node --test`; their layout stands in tests/golden/README.md. */

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

/** @type {(name: string) => any} */
export function readGolden(name) {
  return JSON.parse(readFileSync(new URL(`../golden/${name}`, import.meta.url), 'utf8'));
}

/**
 * Makes a test of every case of a file.
 * @param {string} name
 * @param {(golden: any, tolerance: number) => void} check Called with a case.
 * @param {(golden: any) => boolean} [isOurs] Whether JavaScript has what the case is about.
 */
export function testGoldens(name, check, isOurs = () => true) {
  const {cases, tolerance = 0} = readGolden(name);
  for (const golden of cases.filter(isOurs)) test(`${name}: ${golden.name}`, () => check(golden, tolerance));
}

/** @type {(nested: any[]) => Float32Array} */
export function float32(nested) {
  return Float32Array.from(nested.flat(Infinity));
}

/**
 * @param {ArrayLike<number>} got
 * @param {ArrayLike<number>} expected
 * @param {number} tolerance The largest difference of two numbers.
 */
export function assertClose(got, expected, tolerance) {
  assert.equal(got.length, expected.length);
  for (let i = 0; i < expected.length; i++) {
    assert.ok(Math.abs(got[i] - expected[i]) <= tolerance, `[${i}]: got ${got[i]}, expected ${expected[i]}`);
  }
}

/**
 * A card as an author writes it, with changes.
 * @param {any} content
 * @param {{at: string[], value?: unknown, remove?: boolean}[]} changes
 */
export function changed(content, changes) {
  const root = {card: structuredClone(content)};
  for (const {at, value, remove} of changes) {
    const path = ['card', ...at];
    const last = /** @type {string} */ (path.pop());
    /** @type {any} */
    const target = path.reduce((/** @type {any} */ parent, key) => parent[key], root);
    if (remove) delete target[last];
    else target[last] = value;
  }
  return root.card;
}
