import assert from 'node:assert/strict';
import {test} from 'node:test';

import {hideFaces, pixelate} from '../../../static/js/page/hide.js';

/** @type {(width: number, height: number, seed?: number) => any} A region of noise. */
function makeNoise(width, height, seed = 1) {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let i = 0; i < data.length; i++) {
    seed = (seed * 48271) % 2147483647;
    data[i] = i % 4 === 3 ? 255 : seed % 256;
  }
  return {data, width, height};
}

/** @type {(region: any) => number} */
function countColours({data}) {
  const colours = new Set();
  for (let i = 0; i < data.length; i += 4) colours.add(data.slice(i, i + 3).join());
  return colours.size;
}

for (const [width, height] of [[80, 100], [83, 97], [3, 2], [1, 1]])
  test(`at most 20 colours are left of ${width} × ${height} pixels`, () => {
    const region = makeNoise(width, height);
    pixelate(region);
    assert.ok(countColours(region) <= 20);
  });

test('whatever lies within a square is gone: changing places there changes nothing', () => {
  const [region, other] = [makeNoise(80, 100), makeNoise(80, 100)];
  const [first, second] = [0, 4 * (80 * 7 + 9)]; // Both in the first square of 20 × 20.
  const pixel = other.data.slice(first, first + 4);
  other.data.copyWithin(first, second, second + 4);
  other.data.set(pixel, second);
  assert.notDeepEqual(region, other);
  pixelate(region);
  pixelate(other);
  assert.deepEqual(region, other);
});

test('a quarter of the box is hidden around it, within the picture', () => {
  /** @type {number[][]} */
  const places = [];
  const context = /** @type {any} */ ({
    canvas: {width: 300, height: 200},
    getImageData: (/** @type {number[]} */ ...place) => (places.push(place), makeNoise(place[2], place[3])),
    putImageData: (/** @type {any} */ region) => assert.ok(countColours(region) <= 20),
  });
  hideFaces(context, [[60, 80, 120, 160], [-20, 150, 40, 230], [400, 0, 420, 30]]);
  assert.deepEqual(places, [[45, 60, 90, 120], [0, 130, 55, 70]]);
});
