import assert from 'node:assert/strict';
import {test} from 'node:test';

import {createVisits} from '../../../static/js/page/visits.js';
import {measure} from '../../benchmark/visits.mjs';

const BOX = [100, 100, 200, 220];

/** @type {(id: number, seen: number, more?: {box?: number[], label?: string, score?: number}) => any} */
const track = (id, seen, more = {}) => ({id, seen, box: BOX, label: 'mask', score: 0.9, ...more});

/**
 * @param {ReturnType<typeof createVisits>} visits
 * @param {number} from
 * @param {number} to Milliseconds; a frame each 100.
 * @param {(now: number) => any[]} tracksAt
 */
function play(visits, from, to, tracksAt) {
  const [begun, ended] = [[], []].map((list) => /** @type {any[]} */ (list));
  for (let now = from; now <= to; now += 100) {
    const changes = visits.update(tracksAt(now), now);
    begun.push(...changes.begun);
    ended.push(...changes.ended);
  }
  return {begun, ended};
}

test('a face that stays is one visit, which begins once it is sure and ends when it has left', () => {
  const visits = createVisits();
  assert.deepEqual(play(visits, 0, 300, (now) => [track(1, now)]).begun, []);
  assert.equal(play(visits, 400, 5000, (now) => [track(1, now)]).begun.length, 1);
  const {ended} = play(visits, 5100, 7000, () => []);
  assert.deepEqual(ended, [{id: 1, begin: 0, end: 5000, label: 'mask', labels: ['mask'], score: ended[0].score}]);
  assert.ok(Math.abs(ended[0].score - 0.9) < 1e-9);
});

test('what is seen for less than it takes to be sure is no visit', () => {
  const visits = createVisits();
  play(visits, 0, 300, (now) => [track(1, now)]);
  assert.deepEqual(play(visits, 400, 3000, () => []), {begun: [], ended: []});
});

test('a face that is hidden for half a second goes on with its visit under another number', () => {
  const visits = createVisits();
  play(visits, 0, 1000, (now) => [track(1, now)]);
  play(visits, 1100, 1500, () => [track(1, 1000)]);
  const {begun} = play(visits, 1600, 3000, (now) => [track(2, now)]);
  assert.deepEqual(begun, []);
  assert.deepEqual(visits.finish().map(({begin, end}) => [begin, end]), [[0, 3000]]);
});

test('on a slow device a face that stays is one visit, and nobody is waited for long', () => {
  const visits = createVisits();
  for (let now = 0; now <= 12_000; now += 3000) visits.update([track(now, now)], now);
  assert.deepEqual(visits.update([track(1, 600_000)], 600_000).ended.map(({begin, end}) => [begin, end]), [[0, 12_000]]);
});

test('whoever comes back later, or appears elsewhere, is another visit', () => {
  const visits = createVisits();
  play(visits, 0, 1000, (now) => [track(1, now)]);
  play(visits, 1100, 3000, () => []);
  const {begun} = play(visits, 3100, 4000, (now) => [track(2, now), track(3, now, {box: BOX.map((edge) => edge + 600)})]);
  assert.deepEqual(begun.map(({id}) => id), [2, 3]);
});

test('the label is the one worn longest, and a mask that is put on is noted', () => {
  const visits = createVisits();
  const label = (/** @type {number} */ now) => (now < 3000 ? 'no_mask' : now > 5000 && now < 5300 ? 'no_mask' : 'mask');
  play(visits, 0, 9000, (now) => [track(1, now, {label: label(now)})]);
  const [visit] = visits.finish();
  assert.equal(visit.label, 'mask');
  assert.deepEqual(visit.labels, ['no_mask', 'mask']);
});

test('finish ends everything and begins anew', () => {
  const visits = createVisits();
  play(visits, 0, 1000, (now) => [track(1, now)]);
  assert.equal(visits.finish().length, 1);
  assert.deepEqual(visits.finish(), []);
});

test('visits of synthetic people are counted within 5 %, with the right label for 98 %', () => {
  const {all, ...rows} = measure(4);
  const share = all.right / all.seen;
  assert.ok(share > 0.9 && share < 0.93, `${share} of the frames are right`);
  assert.ok(all.labelled / all.matched >= 0.98);
  for (const [row, sum] of Object.entries(rows)) {
    assert.ok(Math.abs(sum.counted / sum.true - 1) <= 0.05, `${row}: ${sum.counted} visits of ${sum.true} people`);
    assert.ok(sum.labelled / sum.matched >= 0.95, `${row}: ${sum.labelled} of ${sum.matched} labels`);
  }
});
