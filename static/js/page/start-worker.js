/**
 * Starts the worker and the model's download before the page's own script is there: they are the longest way. Its
 * element names the worker's script and the files that are certain to be wanted.
 */

const {dataset: {worker: address = '', files: wanted = '[]'}} = /** @type {HTMLScriptElement} */ (document.currentScript);
const earlyWorker = new Worker(address, {type: 'module'});
const page = /** @type {{earlyWorker?: Worker}} */ (/** @type {unknown} */ (self));
page.earlyWorker = earlyWorker;
earlyWorker.addEventListener('error', () => delete page.earlyWorker); // The page starts another one, and tells of its errors.
earlyWorker.postMessage({id: 0, method: 'fetch', urls: JSON.parse(wanted)});
