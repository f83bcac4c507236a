import assert from 'node:assert/strict';
import {test} from 'node:test';

import {CSV_HEAD, joinVisits, readVisits, toCsvRows, toJsonLines, VisitsFileError} from '../../../static/js/page/record/files.js';

process.env.TZ = 'Asia/Kolkata';

const begin = Date.parse('2026-03-01T20:00:00.120Z');
/** @type {import('../../../static/js/page/record/days.js').StoredVisit[]} */
const VISITS = [
  {day: '2026-03-02', id: 'a-1', begin, end: begin + 4000, label: 'mask', labels: ['no_mask', 'mask'], score: 0.8125},
  {day: '2026-03-02', id: 'a-2', begin: begin + 9000, end: begin + 9500, label: 'odd, "label"', labels: ['odd, "label"'], score: 1},
];

test('a file tells the time of the clock on the wall, with its offset', () => {
  assert.equal(
    CSV_HEAD + toCsvRows(VISITS.slice(0, 1)),
    'id,begin,end,label,labels,score\r\na-1,2026-03-02T01:30:00.120+05:30,2026-03-02T01:30:04.120+05:30,mask,no_mask>mask,0.8125\r\n',
  );
  assert.deepEqual(JSON.parse(toJsonLines(VISITS)[0]), {
    id: 'a-1',
    begin: '2026-03-02T01:30:00.120+05:30',
    end: '2026-03-02T01:30:04.120+05:30',
    label: 'mask',
    labels: ['no_mask', 'mask'],
    score: 0.8125,
  });
});

test('what was saved is read again, as CSV and as JSON', () => {
  assert.deepEqual(readVisits(CSV_HEAD + toCsvRows(VISITS)), VISITS);
  assert.deepEqual(readVisits(`\uFEFF${CSV_HEAD}${toCsvRows(VISITS)}`.replaceAll('\r', '')), VISITS);
  assert.deepEqual(readVisits(`[\n${toJsonLines(VISITS).join(',\n')}\n]\n`), VISITS);
  assert.deepEqual(readVisits('[]'), []);
});

test('a visit that stands in several files counts once, as it ended', () => {
  const [first, second] = VISITS;
  const going = {...second, end: second.begin + 100, labels: ['mask']};
  const elsewhere = {...first, id: 'b-1'};
  const joined = joinVisits([[first, second], [elsewhere], [going, first]]);
  assert.deepEqual(joined.sort((a, b) => a.id.localeCompare(b.id)), [first, second, elsewhere]);
});

const GOOD = {id: 'a-1', begin: '2026-03-01T20:00Z', end: '2026-03-01T20:01Z', label: 'mask', labels: ['mask'], score: 0.5};
for (const [name, text, line] of /** @type {[string, string, number][]} */ ([
  ['another file', 'PK\u0003\u0004', 1],
  ['another table', 'source,time,width\r\n', 1],
  ['JSON that breaks off', '[{"begin":', 1],
  ['a row without an end', `${CSV_HEAD}a-1,2026-03-01T20:00Z,,mask,mask,0.5\r\n`, 2],
  ['an end before the beginning', JSON.stringify([GOOD, {...GOOD, end: '2026-03-01T19:00Z'}]), 2],
  ['a score that is none', JSON.stringify([{...GOOD, score: 2}]), 1],
  ['no score', `${CSV_HEAD}a-1,2026-03-01T20:00Z,2026-03-01T20:01Z,mask,mask,\r\n`, 2],
  ['no labels', JSON.stringify([{...GOOD, labels: 'mask'}]), 1],
  ['no id', JSON.stringify([GOOD, {...GOOD, id: 7}]), 2],
  ['no object', '[null]', 1],
]))
  test(`${name} is refused with its line`, () => {
    assert.throws(() => readVisits(text), (error) => error instanceof VisitsFileError && error.line === line);
  });
