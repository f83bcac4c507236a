/**
 * Keeps the page's files, so that it opens without a network. The server puts `KEPT` before this script: as a
 * file changes, so does the script, and the browser installs it anew while open pages stay with what they have.
 */

/**
 * @type {{version: string, files: string[], pages: string[]}} Addresses of files, each with the hash of its
 *   content, and of pages.
 */
const {version, files, pages} = /** @type {any} */ (self).KEPT;

/** What a proxy answers while the server behind it restarts: bad gateway, unavailable, gateway timeout. */
const AWAY = [502, 503, 504];

const worker = /** @type {any} */ (self);

worker.addEventListener('install', (/** @type {any} */ event) => event.waitUntil(install()));
worker.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(activate()));
worker.addEventListener('fetch', (/** @type {any} */ event) => {
  const request = /** @type {Request} */ (event.request);
  const {origin, pathname, searchParams} = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin || request.headers.has('range')) return;
  if (request.mode === 'navigate') {
    if (pages.includes(pathname)) event.respondWith(openPage(event, pathname));
  } else if (searchParams.has('v')) {
    event.respondWith(openFile(event));
  }
});

/** Fetches what no earlier version has kept already. */
async function install() {
  const kept = await caches.open(version);
  const addresses = [...files, ...pages];
  await Promise.all(
    addresses.map(async (address) => {
      const known = files.includes(address) && (await caches.match(address, {ignoreVary: true}));
      await (known ? kept.put(address, known) : kept.add(address));
    }),
  );
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== version).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/**
 * The newest page, or the kept one where the server cannot be reached.
 * @type {(event: any, pathname: string) => Promise<Response>}
 */
async function openPage(event, pathname) {
  const page = await fetch(event.request).catch(() => Response.error());
  if (page.ok) event.waitUntil(keep(pathname, page.clone()));
  if (page.type !== 'error' && !AWAY.includes(page.status)) return page;
  return (await caches.match(pathname, {cacheName: version, ignoreVary: true})) ?? page;
}

/**
 * A file whose address changes with its content is fetched once, unless the server says that this is another content.
 * @type {(event: any) => Promise<Response>}
 */
async function openFile(event) {
  const known = await caches.match(event.request, {ignoreVary: true});
  if (known) return known;
  const file = await fetch(event.request);
  if (file.ok && file.headers.get('Cache-Control')?.includes('immutable')) {
    event.waitUntil(keep(event.request, file.clone()));
  }
  return file;
}

/**
 * Where there is no room left, the page works all the same.
 * @type {(address: RequestInfo, response: Response) => Promise<void>}
 */
async function keep(address, response) {
  try {
    await (await caches.open(version)).put(address, response);
  } catch (error) {
    console.warn(error);
  }
}
