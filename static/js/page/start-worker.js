/**
 * Starts the worker and the model's download before the page's own script is there: they are the longest way. Its
 * element names the worker's script and the files that are certain to be wanted. Where the page's script came first,
 * `earlyWorker` is null and nothing is left to do.
 */

const {dataset: {worker: address = '', files: wanted = '[]'}} = /** @type {HTMLScriptElement} */ (document.currentScript);
const page = /** @type {{earlyWorker?: Worker | null}} */ (/** @type {unknown} */ (self));
if (page.earlyWorker === undefined) {
  const worker = new Worker(address, {type: 'module'});
  page.earlyWorker = worker;
  worker.addEventListener('error', () => delete page.earlyWorker); // The page starts another one, and tells of its errors.
  worker.postMessage({id: 0, method: 'fetch', urls: JSON.parse(wanted)});
}
