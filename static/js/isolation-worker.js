/**
 * The service worker of a first visit to a host that sends no headers. It isolates the page, caches nothing, and so
 * starts at once. `service-worker.js` replaces it when the page is ready.
 */

import {isolate} from './isolation.js';

addEventListener('fetch', (/** @type {any} */ event) => {
  const request = /** @type {Request} */ (event.request);
  const own = request.method === 'GET' && new URL(request.url).origin === location.origin;
  if (own && !request.headers.has('range')) event.respondWith(fetch(request).then(isolate));
});
