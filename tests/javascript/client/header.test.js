import assert from 'node:assert/strict';
import {test} from 'node:test';

import {readHeader} from '../../../static/js/client/header.js';

/** Of a picture made of tiles: a box of another kind, then meta, iprp and ipco around the size of a tile and of the whole. */
const SIZES =
  '0000000866726565' +
  '0000004c6d65746100000000' +
  '0000000868646c72' +
  '0000003869707270' +
  '000000306970636f' +
  '0000001469737065000000000000004000000040' +
  '0000001469737065000000000000012c000000c8';

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
  AVIF: '000000146674797061766966000000006d696631' + SIZES,
  'AVIF, animated': '000000146674797061766973000000006d696631' + SIZES,
};

/** Of a format that only some browsers read. */
const HEIC = '000000186674797068656963000000006d69663168656963' + SIZES;

/** @type {(hex: string) => ArrayBuffer} */
const bytes = (hex) => new Uint8Array(hex.match(/../g)?.map((pair) => parseInt(pair, 16)) ?? []).buffer;

for (const [kind, start] of Object.entries(STARTS)) {
  test(`the pixels of a file: ${kind}`, () => {
    assert.deepEqual(readHeader(bytes(start)), {pixels: 300 * 200, isCommon: true});
    assert.deepEqual(readHeader(bytes(start.slice(0, -4))), {pixels: 0, isCommon: true});
  });
}

test('the pixels of a file that only some browsers read', () => {
  assert.deepEqual(readHeader(bytes(HEIC)), {pixels: 300 * 200, isCommon: false});
  assert.deepEqual(readHeader(bytes(HEIC.slice(0, 100))), {pixels: 0, isCommon: false});
});

test('other files have no pixels', () => {
  const film = '52494646ac000000415649204c495354';
  for (const start of ['', '00', film]) assert.equal(readHeader(bytes(start)), null);
});
