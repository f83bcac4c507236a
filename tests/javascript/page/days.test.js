import assert from 'node:assert/strict';
import {test} from 'node:test';

import {countLabels} from '../../../static/js/page/counter.js';
import {addDays, binVisits, dayOf, joinDays, listWeeks, shareOf} from '../../../static/js/page/record/days.js';

process.env.TZ = 'Europe/Berlin';

/** @type {(time: string, label?: string) => import('../../../static/js/page/record/days.js').StoredVisit} */
const visit = (time, label = 'mask') => {
  const begin = new Date(`2026-03-02T${time}`).getTime();
  return {day: '2026-03-02', id: time, begin, end: begin + 5000, label, labels: [label], score: 0.9};
};

test('a day is that of the clock on the wall', () => {
  assert.equal(dayOf(Date.parse('2026-03-01T23:30:00Z')), '2026-03-02');
  assert.equal(addDays('2026-03-28', 1), '2026-03-29');
  assert.equal(addDays('2026-03-29', 1), '2026-03-30'); // It has 23 hours.
  assert.equal(addDays('2026-01-01', -1), '2025-12-31');
});

test('visits fall into quarters of an hour, in whole hours from the first to the last', () => {
  const bins = binVisits([visit('08:14:59'), visit('08:15', 'no_mask'), visit('10:59:59')], ['mask', 'no_mask']);
  assert.deepEqual([bins[0].start, bins.at(-1)?.start, bins.length], ['08:00', '10:45', 12]);
  assert.deepEqual([...bins[0].counts], [['mask', 1], ['no_mask', 0]]);
  assert.deepEqual([...bins[1].counts], [['mask', 0], ['no_mask', 1]]);
  assert.deepEqual(binVisits([], ['mask']), []);
});

for (const classes of [['mask', 'no_mask'], ['mask', 'no_mask', 'mask_worn_incorrectly'], ['a', 'b', 'c', 'd']]) {
  test(`${classes.length} classes are counted in the card's order, another model's labels after them`, () => {
    const counts = countLabels([{label: 'helmet'}, {label: classes[1]}, {label: classes[0]}], classes);
    assert.deepEqual([...counts.keys()], [...classes, 'helmet']);
    assert.equal(shareOf(counts), 1 / 3);
  });
}

test('of nothing there is no share', () => {
  assert.equal(shareOf(countLabels([], ['mask'])), null);
});

test('what several devices counted is added up by day', () => {
  const here = [{day: '2026-03-02', counts: {mask: 2}}];
  const there = [{day: '2026-03-01', counts: {mask: 1}}, {day: '2026-03-02', counts: {mask: 1, no_mask: 4}}];
  assert.deepEqual(joinDays([here, there]), [
    {day: '2026-03-01', counts: {mask: 1}},
    {day: '2026-03-02', counts: {mask: 3, no_mask: 4}},
  ]);
  assert.deepEqual(here, [{day: '2026-03-02', counts: {mask: 2}}]);
});

test('a calendar has whole weeks from Monday on, and ends today', () => {
  const weeks = listWeeks('2026-03-04', 2); // A Wednesday.
  assert.deepEqual(weeks[0], ['2026-02-23', '2026-02-24', '2026-02-25', '2026-02-26', '2026-02-27', '2026-02-28', '2026-03-01']);
  assert.deepEqual(weeks[1], ['2026-03-02', '2026-03-03', '2026-03-04']);
});
