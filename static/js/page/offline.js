/** Offline use of the page. */

/** How long the connection is reserved for the page's first steps. */
const DELAY_MS = 3000;

/**
 * Makes the browser cache the page's files after a delay. If it refuses, the page still works with a network.
 * @param {string} script Address of the service worker.
 * @param {string[]} files Addresses of the model's files, which may not be among those that are always cached.
 */
export function keepForOffline(script, files) {
  setTimeout(() => register(script, files).catch(console.warn), DELAY_MS);
}

/** @type {(script: string, files: string[]) => Promise<void>} */
async function register(script, files) {
  const registration = await navigator.serviceWorker?.register(script);
  const newest = registration?.installing ?? registration?.waiting ?? registration?.active;
  newest?.postMessage(files);
}
