import assert from 'node:assert/strict';
import {test} from 'node:test';

import {isFilm} from '../../../static/js/page/film.js';

const MP4 = '\0\0\0\x20ftypisom';
const HEIC = '\0\0\0\x18ftypheic';

/** @type {[string, string, string, boolean][]} Name, type and first bytes. */
const FILES = [
  ['film', 'video/mp4', '', true],
  ['clip.MOV', '', '', true],
  ['clip', '', MP4, true],
  ['clip.bin', 'application/octet-stream', MP4, true],
  ['clip', '', '\x1aE\xdf\xa3', true],
  ['clip', '', 'RIFF\x10\x20\0\0AVI LIST', true],
  ['clip', '', 'OggS', true],
  ['photo', '', HEIC, false],
  ['photo', '', '\0\0\0\x20ftypavif', false],
  ['photo', '', 'RIFF\x10\x20\0\0WEBPVP8 ', false],
  ['photo', '', '\xff\xd8\xff', false],
  ['photo', 'image/gif', MP4, false],
  ['nothing', '', '', false],
];

for (const [name, type, start, expected] of FILES) {
  test(`${name} of type '${type}' that begins with ${JSON.stringify(start)} is ${expected ? 'a' : 'no'} film`, async () => {
    const bytes = Uint8Array.from(start, (letter) => letter.charCodeAt(0));
    assert.equal(await isFilm(new File([bytes], name, {type})), expected);
  });
}

test('what cannot be read is no film', async () => {
  const folder = /** @type {File} */ ({name: 'folder', type: '', slice: () => ({arrayBuffer: () => Promise.reject(new Error('a folder'))})});
  assert.equal(await isFilm(folder), false);
});
