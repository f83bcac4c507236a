import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {beforeEach, test} from 'node:test';

import {joinParts, nameLabel, setMessages, t} from '../../../static/js/page/i18n.js';

/** @type {(language: string) => void} */
function speak(language) {
  setMessages(language, readFileSync(`${import.meta.dirname}/../../../static/messages/${language}.ftl`, 'utf8'));
}

beforeEach(() => speak('en'));

test('sentences, attributes and values', () => {
  assert.equal(t('stop'), 'Stop');
  assert.equal(t('failure-camera-busy.title'), 'The camera is busy');
  assert.equal(t('score', {percent: 93}), '93%');
  assert.equal(t('milliseconds', {ms: 12}), '12.0 ms');
});

test('a sentence that refers to another one', () => {
  assert.equal(t('failure-photo-broken'), t('problem-broken-picture'));
  assert.equal(t('failure-photo-broken.title'), t('problem-broken-picture.title'));
});

test('another language', () => {
  speak('zh');
  assert.equal(t('stop'), '停止');
  assert.equal(nameLabel('no_mask'), '未戴口罩');
  assert.equal(joinParts(['甲', '乙', '丙']), '甲、乙和丙');
});

test('a label without a name stays readable', () => {
  assert.equal(nameLabel('mask'), 'mask');
  assert.equal(nameLabel('mask_on_chin'), 'mask on chin');
});

test('what is missing is an error', () => {
  assert.throws(() => t('nonsense'), /nonsense/);
  assert.throws(() => t('stop.title'), /stop\.title/);
  assert.throws(() => t('score'), /percent/);
});
