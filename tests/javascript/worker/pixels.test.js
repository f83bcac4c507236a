import assert from 'node:assert/strict';
import {before, test} from 'node:test';

import {createPixelReader} from '../../../static/js/worker/pixels.js';

/** What a canvas is asked to do. */
class FakeCanvas {
  getContext() {
    return {
      fillRect: () => {},
      drawImage: () => {},
      getImageData: () => 'read from a canvas',
    };
  }
}

/** @type {(properties: object) => any} A frame of 4 × 2 pixels. */
function makeFrame(properties) {
  return {
    displayWidth: 4,
    displayHeight: 2,
    visibleRect: {width: 4, height: 2},
    format: 'I420',
    allocationSize: () => 32,
    copyTo: async (/** @type {Uint8ClampedArray} */ pixels) => pixels.fill(7),
    ...properties,
  };
}

before(() => {
  Object.assign(globalThis, {OffscreenCanvas: FakeCanvas});
});

test('the browser converts a frame where it can', async () => {
  const read = createPixelReader();
  assert.deepEqual(await read(makeFrame({})), {data: new Uint8ClampedArray(32).fill(7), width: 4, height: 2});
});

const throws = () => {
  throw new DOMException('no format', 'NotSupportedError');
};
for (const [what, properties] of /** @type {[string, object][]} */ ([
  ['without a format', {format: null, allocationSize: throws}],
  ['whose colours would come in another order', {format: 'BGRA'}],
  ['that the browser would not convert', {allocationSize: () => 12}],
  ['that is shown turned', {rotation: 90}],
  ['that is shown stretched', {displayWidth: 5}],
])) {
  test(`a frame ${what} is drawn`, async () => {
    assert.equal(await createPixelReader()(makeFrame(properties)), 'read from a canvas');
  });
}
