import assert from 'node:assert/strict';
import {beforeEach, mock, test} from 'node:test';

import {createClient} from '../../../static/js/client/client.js';

/** @typedef {import('../../../static/js/client/client.js').LoadOptions} LoadOptions */

/** A worker that says what the test wants it to say. */
class FakeWorker extends EventTarget {
  /** @type {FakeWorker[]} */
  static started = [];

  /** @type {any[]} */
  requests = [];
  ended = false;

  constructor() {
    super();
    FakeWorker.started.push(this);
  }

  /** @param {any} request */
  postMessage(request) {
    this.requests.push(request);
  }

  terminate() {
    this.ended = true;
  }

  /** @param {object} reply */
  say(reply) {
    this.dispatchEvent(new MessageEvent('message', {data: reply}));
  }

  /** @param {unknown} value Of the oldest open request. */
  answer(value) {
    this.say({type: 'done', id: this.requests.shift().id, value});
  }
}

const options = /** @type {LoadOptions} */ ({});
const makeFrame = () => {
  const frame = {closed: false, close: () => void (frame.closed = true)};
  return /** @type {any} */ (frame);
};

beforeEach(() => {
  FakeWorker.started = [];
  Object.assign(globalThis, {Worker: FakeWorker});
});

test('a question is answered by its own reply', async () => {
  const client = createClient('worker.js');
  const loading = client.load(options);
  const [worker] = FakeWorker.started;
  worker.answer('a model');
  assert.equal(await loading, 'a model');
  const [first, second] = [client.detect(makeFrame()), client.reconsider({}, 'a key')];
  const [detect, reconsider] = worker.requests;
  worker.say({type: 'done', id: reconsider.id, value: []});
  worker.say({type: 'failed', id: detect.id, code: 'no-backend', message: 'gone'});
  assert.deepEqual(await second, []);
  await assert.rejects(first, {name: 'Failure', code: 'no-backend', message: 'no-backend: gone'});
});

test('another model starts another worker, and what the one before has not answered is stale', async () => {
  /** @type {string[]} */
  const engines = [];
  const client = createClient('worker.js', {onEngine: ({backend}) => engines.push(backend)});
  const open = [client.load(options), client.detect(makeFrame()), client.reconsider({}), client.forget()];
  const refused = open.map((question) => assert.rejects(question, {name: 'Failure', code: 'stale'}));
  const loading = client.load(options);
  await Promise.all(refused);
  const [before, after] = FakeWorker.started;
  assert.deepEqual([before.ended, after.ended], [true, false]);
  before.say({type: 'engine', engine: {backend: 'cpu', threads: 1}});
  before.dispatchEvent(new Event('error', {cancelable: true}));
  after.say({type: 'engine', engine: {backend: 'wasm', threads: 4}});
  after.answer('another model');
  assert.equal(await loading, 'another model');
  assert.deepEqual(engines, ['wasm']);
});

test('a worker that was started early takes the first model, and no other', async () => {
  const early = new FakeWorker();
  early.postMessage({id: 0, method: 'fetch', urls: []});
  const client = createClient('worker.js');
  const loading = client.load(options, /** @type {any} */ (early));
  early.answer(undefined); // Nobody awaits this one.
  assert.equal(early.requests[0].method, 'load');
  early.answer('a model');
  assert.equal(await loading, 'a model');
  assert.deepEqual(FakeWorker.started, [early]);
  const again = client.load(options);
  assert.ok(early.ended);
  FakeWorker.started[1].answer('another model');
  assert.equal(await again, 'another model');
});

test('a worker that was started early and breaks refuses what is open', async () => {
  const early = new FakeWorker();
  const loading = createClient('worker.js').load(options, /** @type {any} */ (early));
  early.dispatchEvent(Object.assign(new Event('error', {cancelable: true}), {message: 'no such script'}));
  await assert.rejects(loading, {code: 'runtime-broken', message: 'runtime-broken: no such script'});
});

test('a worker that breaks refuses what is open', async () => {
  const client = createClient('worker.js');
  const loading = client.load(options);
  FakeWorker.started[0].dispatchEvent(Object.assign(new Event('error', {cancelable: true}), {message: 'no such script'}));
  await assert.rejects(loading, {code: 'runtime-broken', message: 'runtime-broken: no such script'});
});

test('without a worker nothing waits, and a frame is closed all the same', async () => {
  const client = createClient('worker.js');
  const early = makeFrame();
  await assert.rejects(client.detect(early), {code: 'stale'});
  assert.ok(early.closed);
  const open = client.load(options);
  client.close();
  await assert.rejects(open, /the detector was closed/);
  const late = makeFrame();
  await assert.rejects(client.detect(late), {code: 'runtime-broken', message: /the detector was closed/});
  assert.ok(late.closed);
  assert.ok(FakeWorker.started[0].ended);
});

test('a worker that falls silent while WebAssembly starts gives way to one without threads', async (context) => {
  mock.timers.enable({apis: ['setTimeout']});
  context.after(() => mock.timers.reset());
  const client = createClient('worker.js');
  const loading = client.load({...options, backend: 'wasm'});
  const [blocked] = FakeWorker.started;
  for (let i = 0; i < 3; i++) {
    blocked.say({type: 'beat', more: true});
    mock.timers.tick(9_000);
  }
  assert.equal(blocked.ended, false);
  mock.timers.tick(2_000);
  const [, other] = FakeWorker.started;
  assert.equal(blocked.ended, true);
  assert.deepEqual(other.requests, [{...blocked.requests[0], options: {backend: 'wasm', threads: false}}]);
  other.answer('a model');
  assert.equal(await loading, 'a model');
});

test('a worker that started is not waited for, and one that is blocked later has failed', async (context) => {
  mock.timers.enable({apis: ['setTimeout']});
  context.after(() => mock.timers.reset());
  const client = createClient('worker.js');
  const loading = client.load(options);
  const [worker] = FakeWorker.started;
  worker.say({type: 'beat', more: true});
  worker.say({type: 'beat', more: false});
  worker.answer('a model');
  await loading;
  mock.timers.tick(60_000);
  assert.equal(worker.ended, false);
  const detecting = client.detect(makeFrame());
  worker.say({type: 'beat', more: true}); // The graphics device was lost: WebAssembly takes over.
  mock.timers.tick(60_000);
  await assert.rejects(detecting, {name: 'Failure', code: 'runtime-broken'});
  assert.equal(FakeWorker.started.length, 1);
});
