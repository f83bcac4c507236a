import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import {after, before, beforeEach, test} from 'node:test';

import {downloadBytes, downloadJson, fetchEarly} from '../../../static/js/worker/download.js';

/** @type {Record<string, string | Buffer>} */
const FILES = {'/card.json': '{"name": "tiny"}', '/broken.json': '{', '/a.bin': Buffer.alloc(5, 1), '/b.bin': Buffer.alloc(3, 2)};
/** @type {string[]} */
let asked = [];
const server = createServer(({url = ''}, answer) => {
  asked.push(url);
  answer.statusCode = url in FILES ? 200 : 404;
  answer.end(FILES[url]);
});
let origin = '';

before(async () => {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  origin = `http://127.0.0.1:${address.port}`;
});
beforeEach(() => {
  asked = [];
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const unreachable = {name: 'Failure', code: 'model-unreachable'};

test('JSON is read', async () => {
  assert.deepEqual(await downloadJson(`${origin}/card.json`), {name: 'tiny'});
});

test('files lie one after the other, and progress ends at their size', async () => {
  /** @type {number[]} */
  const progress = [];
  const buffer = await downloadBytes([`${origin}/a.bin`, `${origin}/b.bin`], 8, (loaded) => progress.push(loaded));
  assert.deepEqual([...new Uint8Array(buffer)], [1, 1, 1, 1, 1, 2, 2, 2]);
  assert.deepEqual(progress.toSorted((a, b) => a - b), progress);
  assert.equal(progress.at(-1), 8);
});

test('what is missing, broken or of another size is a failure', async () => {
  await assert.rejects(downloadJson(`${origin}/none.json`), unreachable);
  await assert.rejects(downloadJson(`${origin}/broken.json`), unreachable);
  await assert.rejects(downloadJson('http://127.0.0.1:1/'), unreachable);
  for (const size of [4, 6]) await assert.rejects(downloadBytes([`${origin}/a.bin`], size, () => {}), unreachable);
});

test('what was asked for early is used once', async () => {
  fetchEarly([`${origin}/card.json`, `${origin}/a.bin`]);
  assert.deepEqual(await downloadJson(`${origin}/card.json`), {name: 'tiny'});
  assert.equal((await downloadBytes([`${origin}/a.bin`], 5, () => {})).byteLength, 5);
  assert.deepEqual(asked.toSorted(), ['/a.bin', '/card.json']);
  assert.deepEqual(await downloadJson(`${origin}/card.json`), {name: 'tiny'});
  assert.deepEqual(asked.toSorted(), ['/a.bin', '/card.json', '/card.json']);
});

test('whoever wants a file that did not come early is told, and may ask again', async () => {
  fetchEarly([`${origin}/late.json`, `${origin}/nobody-wants.json`]);
  await assert.rejects(downloadJson(`${origin}/late.json`), unreachable);
  FILES['/late.json'] = '"here"';
  assert.equal(await downloadJson(`${origin}/late.json`), 'here');
});
