import assert from 'node:assert/strict';
import {test} from 'node:test';

import {countPixels} from '../../../static/js/client/header.js';

/** How files of 300 × 200 pixels begin. */
const STARTS = {
  PNG: '89504e470d0a1a0a0000000d494844520000012c000000c8',
  GIF: '4749463837612c01c800',
  BMP: '424d56bf02000000000036000000280000002c010000c8000000',
  'BMP from top to bottom': '424d56bf02000000000036000000280000002c01000038ffffff',
  'WebP, lossy': '52494646ac0000005745425056503820a00000007010009d012a2c01c800',
  'WebP, lossless': '5249464624000000574542505650384c180000002f2bc1310007',
  'WebP, extended': '52494646c800000057454250565038580a000000080000002b0100c70000',
  'JPEG, progressive, after tables': 'ffd8ffe000040000ffc400040000ffc200110800c8012c',
};

/** @type {(hex: string) => ArrayBuffer} */
const bytes = (hex) => new Uint8Array(hex.match(/../g)?.map((pair) => parseInt(pair, 16)) ?? []).buffer;

for (const [kind, start] of Object.entries(STARTS)) {
  test(`the pixels of a file: ${kind}`, () => {
    assert.equal(countPixels(bytes(start)), 300 * 200);
    assert.equal(countPixels(bytes(start.slice(0, -4))), 0);
  });
}

test('other files have no pixels', () => {
  const film = '52494646ac000000415649204c495354';
  for (const start of ['', '00', film]) assert.equal(countPixels(bytes(start)), null);
});
