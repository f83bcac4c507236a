import assert from 'node:assert/strict';
import {test} from 'node:test';

import {parseCard} from '../../../static/js/detector/card.js';
import {createResampler, preprocess} from '../../../static/js/detector/preprocess.js';
import {assertClose, changed, float32, readGolden, testGoldens} from '../goldens.js';

const {card: content} = readGolden('card.json');
const card = parseCard(content);

/** @type {(image: number[][][]) => Uint8ClampedArray} */
function toRgba(image) {
  return Uint8ClampedArray.from(image.flat().flatMap((rgb) => [...rgb, 255]));
}

testGoldens('preprocess.json', ({input, image, output}, tolerance) => {
  const changedCard = parseCard(changed(content, [{at: ['input'], value: input}]));
  const resampler = createResampler(image[0].length, image.length, changedCard);
  assertClose(preprocess(toRgba(image), resampler), float32(output), tolerance);
});

test('a large picture and its thumbnail give the same input', () => {
  const {width, height} = card.input;
  const thumbnail = Array.from({length: 2 * height}, (_, y) =>
    Array.from({length: 2 * width}, (_, x) => [(x * 37) % 256, (y * 91) % 256, (x * y * 13) % 256]),
  );
  const large = thumbnail.flatMap((row) => Array(5).fill(row.flatMap((pixel) => Array(7).fill(pixel))));
  const expected = preprocess(toRgba(thumbnail), createResampler(2 * width, 2 * height, card));
  assertClose(preprocess(toRgba(large), createResampler(14 * width, 10 * height, card)), expected, 1e-6);
});

test('a resampler serves one picture after the other', () => {
  const resampler = createResampler(30, 20, card);
  const grey = new Uint8ClampedArray(30 * 20 * 4).fill(100);
  preprocess(new Uint8ClampedArray(30 * 20 * 4).fill(255), resampler);
  assertClose(preprocess(grey, resampler), new Float32Array(card.input.width * card.input.height * 3).fill(100 / 255), 1e-6);
});

test('wrong sizes are named', () => {
  assert.throws(() => createResampler(0, 4, card), /image: expected shape \[height, width, 4\], got \[4, 0, 4\]/);
  const resampler = createResampler(4, 4, card);
  assert.throws(() => preprocess(new Uint8ClampedArray(48), resampler), /image: expected a length of 64, got 48/);
});
