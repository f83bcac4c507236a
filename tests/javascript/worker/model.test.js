import assert from 'node:assert/strict';
import {test} from 'node:test';
import {setTimeout} from 'node:timers/promises';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';

import {watchDevice} from '../../../static/js/worker/model.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

const RUNS = 200;
const OUTPUT = 35_832;

test('nothing that the network said is kept after it was read', async () => {
  const unlessLost = watchDevice('cpu');
  const measure = async () => {
    for (let i = 0; i < 5; i++) {
      collectGarbage();
      await setTimeout(20); // Buffers are freed asynchronously.
    }
    return process.memoryUsage().arrayBuffers;
  };
  const before = await measure();
  for (let i = 0; i < RUNS; i++) assert.equal((await unlessLost(Promise.resolve(new Float32Array(OUTPUT)))).length, OUTPUT);
  assert.ok((await measure()) - before < (RUNS / 2) * 4 * OUTPUT);
});

test('what goes wrong is passed on', async () => {
  const unlessLost = watchDevice('cpu');
  await assert.rejects(unlessLost(Promise.reject(new Error('out of memory'))), /out of memory/);
  assert.equal(await unlessLost(Promise.resolve(1)), 1);
});
