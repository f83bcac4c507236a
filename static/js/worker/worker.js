/** The worker's side of the messages. The network runs in its own thread, so that it does not block the page. */

import {toFailure} from '../client/failure.js';
import {fetchEarly} from './download.js';
import {startSession} from './session.js';

/** @typedef {import('../client/messages.js').Reply} Reply */
/** @typedef {import('../client/messages.js').Request} Request */

const page = /** @type {Worker} */ (/** @type {unknown} */ (self));

/** @type {import('./session.js').Session | undefined} */
let session;

let queue = Promise.resolve();

page.addEventListener('message', ({data}) => {
  queue = queue.then(() => handle(data));
});

/** @param {Request} request */
async function handle(request) {
  try {
    post({type: 'done', id: request.id, value: await answer(request)});
  } catch (error) {
    const {code, message} = toFailure(error);
    post({type: 'failed', id: request.id, code, message});
  }
}

/** @type {(request: Request) => Promise<import('../client/messages.js').DoneReply['value']>} */
async function answer(request) {
  if (request.method === 'fetch') return fetchEarly(request.urls);
  if (request.method === 'load') {
    session = await startSession(
      request.options,
      (loaded, size) => post({type: 'progress', loaded, size}),
      (info) => post({type: 'card', info}),
      (engine) => post({type: 'engine', engine}),
      (more) => post({type: 'beat', more}),
    );
    return session.info;
  }
  if (!session) throw new Error(`${request.method}: expected 'load' first`);
  if (request.method === 'detect') return session.detect(request.frame, request.options, request.key);
  if (request.method === 'reconsider') return session.reconsider(request.options, request.key);
  return session.forget();
}

/** @type {(reply: Reply) => void} */
function post(reply) {
  page.postMessage(reply);
}
