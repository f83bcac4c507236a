/**
 * Caches the page's files, so that it opens without a network. The server puts `KEPT` before this script. When a file
 * changes, the script changes, and the browser installs it again; open pages keep their files.
 */

import {isolate} from './isolation.js';

/**
 * @type {{version: string, files: string[], folder: string, pages: string[][]}} Addresses of files, each named with
 *   the hash of its content, and of the folder of all such files; of the pages in each language, first the visitor's.
 */
const {version, files, folder, pages} = /** @type {any} */ (self).KEPT;

/** A proxy's status codes while the server behind it restarts: bad gateway, unavailable, gateway timeout. */
const AWAY = [502, 503, 504];

const worker = /** @type {any} */ (self);

/** Prefix of our caches' names, because other pages of this origin have their own. */
const OURS = `face-mask-detection ${worker.registration.scope} `;
const CACHE = OURS + version;

worker.addEventListener('install', (/** @type {any} */ event) => event.waitUntil(install()));
worker.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(activate()));
worker.addEventListener('message', (/** @type {any} */ event) => event.waitUntil(keepFiles(event.data)));
worker.addEventListener('fetch', (/** @type {any} */ event) => {
  const request = /** @type {Request} */ (event.request);
  const {origin, pathname} = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin || request.headers.has('range')) return;
  if (request.mode === 'navigate') {
    if (pages.flat().includes(pathname)) event.respondWith(openPage(event, pathname));
  } else if (pathname.startsWith(folder)) {
    event.respondWith(openFile(event));
  }
});

/** Caches the page's files and pages; does not wait for a previous worker that caches nothing. */
async function install() {
  const kept = await caches.open(CACHE);
  await Promise.all([keepFiles(files), ...(await listPages()).map((page) => kept.add(page))]);
  const {active} = worker.registration;
  if (active && active.scriptURL !== location.href) await worker.skipWaiting();
}

/**
 * Fetches files that no version has cached.
 * @param {string[]} addresses
 */
async function keepFiles(addresses) {
  const kept = await caches.open(CACHE);
  await Promise.all(
    addresses.map(async (address) => {
      const known = await caches.match(address, {ignoreVary: true});
      await (known ? kept.put(address, known) : kept.add(address));
    }),
  );
}

/** @returns {Promise<string[]>} The pages in the visitor's languages. */
async function listPages() {
  const clients = await worker.clients.matchAll({includeUncontrolled: true});
  const open = clients.map((/** @type {any} */ {url}) => new URL(url).pathname);
  const isRead = async (/** @type {string} */ page) => open.includes(page) || Boolean(await caches.match(page));
  const read = await Promise.all(pages.map(async (group) => (await Promise.all(group.map(isRead))).includes(true)));
  return pages.filter((_, i) => !i || read[i]).flat();
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== CACHE).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/**
 * The newest page, or the cached one if the server cannot be reached.
 * @type {(event: any, pathname: string) => Promise<Response>}
 */
async function openPage(event, pathname) {
  const page = await fetch(event.request).catch(() => Response.error());
  if (page.ok) event.waitUntil(keep(pathname, page.clone()));
  if (page.type !== 'error' && !AWAY.includes(page.status)) return isolate(page);
  const known = await caches.match(pathname, {cacheName: CACHE, ignoreVary: true});
  return known ? isolate(known) : page;
}

/**
 * A file whose address changes with its content is fetched once, unless the server reports other content.
 * @type {(event: any) => Promise<Response>}
 */
async function openFile(event) {
  const known = await caches.match(event.request, {ignoreVary: true});
  if (known) return isolate(known);
  const file = await fetch(event.request);
  if (file.ok && file.headers.get('Cache-Control') !== 'no-cache') event.waitUntil(keep(event.request, file.clone()));
  return isolate(file);
}

/**
 * If there is no storage left, the page still works.
 * @type {(address: RequestInfo, response: Response) => Promise<void>}
 */
async function keep(address, response) {
  try {
    await (await caches.open(CACHE)).put(address, response);
  } catch (error) {
    console.warn(error);
  }
}
