import assert from 'node:assert/strict';
import {test} from 'node:test';

import {chooseModel, isSlow, SLOW_MS} from '../../../static/js/page/choose-model.js';

/** @type {(name: string, network?: string) => import('../../../static/js/page/choose-model.js').Published} */
const publish = (name, network = 'usual') => ({name, network, card: '', model: '', weights: {}});

const usual = publish('masks');
const large = publish('masks-large');
const lite = publish('masks-small', 'lite');

test('a slow device gets the lite model, by its network and not by its name', () => {
  const published = [usual, large, lite];
  assert.equal(chooseModel(published, undefined), usual);
  assert.equal(chooseModel(published, undefined, false), usual);
  assert.equal(chooseModel(published, undefined, true), lite);
});

test('a chosen model wins, unless it is not published', () => {
  const published = [usual, large, lite];
  assert.equal(chooseModel(published, 'masks', true), usual);
  assert.equal(chooseModel(published, 'masks-large', true), large);
  assert.equal(chooseModel(published, 'masks-small', false), lite);
  assert.equal(chooseModel(published, 'unknown', false), usual);
  assert.equal(chooseModel(published, 'unknown', true), lite);
});

test('without a lite model a slow device gets the usual one', () => {
  assert.equal(chooseModel([usual, large], undefined, true), usual);
});

/** @type {(times: number[]) => Promise<{slow: boolean, runs: number}>} */
async function measure(times) {
  let runs = 0;
  return {slow: await isSlow(async () => times[runs++]), runs};
}

test('a device is slow below 8 frames per second', async () => {
  assert.equal(SLOW_MS, 1000 / 8);
  assert.deepEqual(await measure([125.1, 126, 300, 125.1]), {slow: true, runs: 4});
  assert.deepEqual(await measure([125]), {slow: false, runs: 1});
});

test('one fast run shows that a device is fast', async () => {
  assert.deepEqual(await measure([900, 400, 30]), {slow: false, runs: 3});
});
