import assert from 'node:assert/strict';
import {test} from 'node:test';

import {keepEntries, toCsv, toJson} from '../../../static/js/page/entries.js';

/** @type {(over?: Partial<import('../../../static/js/page/entries.js').Entry>) => import('../../../static/js/page/entries.js').Entry} */
const entry = (over = {}) => ({
  source: 'a.jpg',
  time: null,
  image: {width: 640, height: 480},
  detections: [{label: 'no_mask', score: 0.876543, box: [1, 2.5, 30.1239, 40]}],
  ...over,
});

test('JSON can be read again, rounded to what the numbers mean', () => {
  assert.deepEqual(JSON.parse(toJson([entry(), entry({source: 'camera', time: 1.23456, detections: []})])), [
    {
      source: 'a.jpg',
      time: null,
      image: {width: 640, height: 480},
      detections: [{label: 'no_mask', score: 0.8765, box: [1, 2.5, 30.12, 40]}],
    },
    {source: 'camera', time: 1.235, image: {width: 640, height: 480}, detections: []},
  ]);
  assert.deepEqual(JSON.parse(toJson([])), []);
});

test('CSV has a line for each face, and one for a picture without any', () => {
  assert.equal(
    toCsv([entry(), entry({source: 'film.mp4', time: 2, detections: []})]),
    'source,time,width,height,label,score,x1,y1,x2,y2\r\n' +
      'a.jpg,,640,480,no_mask,0.8765,1,2.5,30.12,40\r\n' +
      'film.mp4,2,640,480,,,,,,\r\n',
  );
});

test('names of files can hold anything', () => {
  const [, row] = toCsv([entry({source: 'Ann, "the boss".jpg', detections: []})]).split('\r\n');
  assert.equal(row, '"Ann, ""the boss"".jpg",,640,480,,,,,,');
  assert.ok(toCsv([entry({source: '=1+1.jpg'})]).includes("\r\n'=1+1.jpg,"));
});

test('only the newest are kept', () => {
  const entries = keepEntries(3);
  for (let time = 0; time < 20; time++) entries.add(entry({time}));
  assert.deepEqual(entries.list().map(({time}) => time), [17, 18, 19]);
});
