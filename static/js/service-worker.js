/**
 * Keeps the page's files, so that it opens without a network. The server puts `KEPT` before this script: as a
 * file changes, so does the script, and the browser installs it anew while open pages stay with what they have.
 */

/**
 * @type {{version: string, files: string[], pages: string[]}} Addresses of files, each with the hash of its
 *   content, and of pages.
 */
const {version, files, pages} = /** @type {any} */ (self).KEPT;

const worker = /** @type {any} */ (self);

worker.addEventListener('install', (/** @type {any} */ event) => event.waitUntil(install()));
worker.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(activate()));
worker.addEventListener('fetch', (/** @type {any} */ event) => {
  const request = /** @type {Request} */ (event.request);
  const {origin, pathname, searchParams} = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin || request.headers.has('range')) return;
  if (request.mode === 'navigate') {
    if (pages.includes(pathname)) event.respondWith(openPage(request, pathname));
  } else if (searchParams.has('v')) {
    event.respondWith(openFile(request));
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
 * @type {(request: Request, pathname: string) => Promise<Response>}
 */
async function openPage(request, pathname) {
  const kept = await caches.open(version);
  try {
    const page = await fetch(request);
    if (page.ok) await kept.put(pathname, page.clone());
    return page;
  } catch (error) {
    const page = await kept.match(pathname, {ignoreVary: true});
    if (page) return page;
    throw error;
  }
}

/**
 * A file whose address changes with its content is fetched once.
 * @param {Request} request
 */
async function openFile(request) {
  const known = await caches.match(request, {ignoreVary: true});
  if (known) return known;
  const file = await fetch(request);
  if (file.ok) await (await caches.open(version)).put(request, file.clone());
  return file;
}
