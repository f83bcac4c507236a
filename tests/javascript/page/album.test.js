import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

import {openAlbum} from '../../../static/js/page/album.js';
import {Failure} from '../../../static/js/client/failure.js';
import {setMessages} from '../../../static/js/page/i18n.js';

setMessages('en', readFileSync(new URL('../../../static/messages/en.ftl', import.meta.url), 'utf8'));

const fail = (/** @type {unknown} */ error) => assert.fail(String(error));
const ignore = () => {};

/** @type {(client: object, others: Record<string, object>) => any} What an album works with, and shows nothing. */
const makeParts = (client, {presenter, gallery, ...others}) => ({
  client,
  getThresholds: () => ({}),
  presenter: {beginStill: ignore, showResult: ignore, leaveVideo: ignore, ...presenter},
  stage: {wait: ignore},
  state: {set: ignore},
  timings: {reset: ignore, add: ignore},
  counter: {count: () => new Map()},
  gallery: {open: ignore, close: ignore, select: ignore, showThumbnail: ignore, showCounts: ignore, ...gallery},
  ...others,
});

/** @type {(detections: object[]) => object} */
const makeResult = (detections) => ({
  detections,
  image: {width: 1, height: 1},
  timings: {},
  memory: {tensors: 0, bytes: 0},
});

const FACE = {label: 'mask', score: 0.6, box: [0, 0, 1, 1]};

test('other thresholds hold for photos that the worker has forgotten, and the end frees its memory', async () => {
  let scoreThresh = 0.5;
  let forgotten = 0;
  let open = 0;
  /** @type {(options: {scoreThresh: number}) => object[]} */
  const facesAbove = (options) => [FACE].filter(({score}) => score > options.scoreThresh);
  const client = {
    /** @type {(picture: ImageBitmap, options: {scoreThresh: number}) => Promise<object>} */
    async detect(picture, options) {
      picture.close();
      return makeResult(facesAbove(options));
    },
    /** @type {(options: {scoreThresh: number}, key: string) => Promise<object[] | null>} */
    reconsider: async (options, key) => (key === '0' ? facesAbove(options) : null),
    forget: async () => forgotten++,
  };
  const parts = makeParts(client, {getThresholds: () => ({scoreThresh})});
  const read = async () => {
    open++;
    return /** @type {any} */ ({width: 1, height: 1, close: () => open--});
  };
  const ending = new AbortController();
  const album = openAlbum(parts, ['a', 'b'].map((name) => ({name, read})), fail, ending.signal);
  await album.done;
  const countFaces = () => album.listEntries().map(({detections}) => detections.length);
  assert.deepEqual(countFaces(), [1, 1]);
  scoreThresh = 0.7;
  await album.reconsider();
  assert.deepEqual(countFaces(), [0, 0]);
  assert.equal(open, 0);
  ending.abort();
  assert.equal(forgotten, 1);
});

test('a threshold that is moved while a photo is looked at holds for its answer', async () => {
  let scoreThresh = 0.5;
  /** @type {(value?: unknown) => void} */
  let finish = ignore;
  /** @type {(options: {scoreThresh: number}) => object[]} */
  const facesAbove = (options) => [FACE].filter(({score}) => score > options.scoreThresh);
  const client = {
    /** @type {(_picture: ImageBitmap, options: {scoreThresh: number}) => Promise<object>} */
    async detect(_picture, options) {
      await new Promise((resolve) => (finish = resolve));
      return makeResult(facesAbove(options));
    },
    /** @type {(options: {scoreThresh: number}) => Promise<object[]>} */
    reconsider: async (options) => facesAbove(options),
    forget: ignore,
  };
  const parts = makeParts(client, {getThresholds: () => ({scoreThresh})});
  const read = async () => /** @type {any} */ ({width: 1, height: 1, close: ignore});
  const album = openAlbum(parts, [{name: 'a', read}], fail, new AbortController().signal);
  while (finish === ignore) await new Promise((resolve) => setTimeout(resolve));
  scoreThresh = 0.7;
  await album.reconsider();
  finish();
  await album.done;
  assert.deepEqual(album.listEntries().map(({detections}) => detections.length), [0]);
});

test('what the visitor selects is looked at next, and what cannot be read is passed over', async () => {
  /** @type {string[]} */
  const log = [];
  const parts = makeParts(
    {detect: async () => makeResult([]), forget: ignore},
    {
      presenter: {beginStill: (/** @type {any} */ {name}) => log.push(`stage ${name}`)},
      gallery: {
        select: (/** @type {number} */ index) => log.push(`select ${index}`),
        showFailure: (/** @type {number} */ index) => log.push(`failure ${index}`),
      },
    },
  );
  const items = ['a', 'b', 'c', 'd'].map((name) => ({
    name,
    async read() {
      log.push(`read ${name}`);
      if (name === 'a') throw new Failure('photo-broken');
      if (name === 'b') await album.select(3);
      return /** @type {any} */ ({name, close: ignore});
    },
  }));
  const album = openAlbum(parts, items, fail, new AbortController().signal);
  await album.done;
  assert.deepEqual(log, [
    'select 0', 'read a', 'failure 0', 'select 1',
    'read b', 'select 3',
    'read d', 'stage d', 'read c',
  ]);
});
