/**
 * Starts the worker and the model's download before the page's own script has loaded, because they take the longest.
 * Its element names the worker's script and the files that are always needed. If the page's script ran first,
 * `earlyWorker` is null and this script does nothing.
 */

const {dataset: {worker: address = '', files: wanted = '[]'}} = /** @type {HTMLScriptElement} */ (document.currentScript);
const page = /** @type {{earlyWorker?: Worker | null}} */ (/** @type {unknown} */ (self));
if (page.earlyWorker === undefined) {
  const worker = new Worker(address, {type: 'module'});
  page.earlyWorker = worker;
  worker.addEventListener('error', () => delete page.earlyWorker); // The page starts another one and reports its errors.
  worker.postMessage({id: 0, method: 'fetch', urls: JSON.parse(wanted)});
}
