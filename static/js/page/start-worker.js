/**
 * Starts the worker and the model's download before the page's own script has loaded, because they take the longest.
 * Its element names the worker's script and the published models. If the page's script ran first, `earlyWorker` is
 * null and this script does nothing.
 */

import {chooseModel, listFiles} from './choose-model.js';
import {createValues, recallMeasured} from './settings/values.js';

const {dataset: {worker: address = '', models = ''}} = /** @type {HTMLScriptElement} */ (document.currentScript);
const page = /** @type {{earlyWorker?: Worker | null}} */ (/** @type {unknown} */ (self));
if (page.earlyWorker === undefined) {
  const worker = new Worker(address, {type: 'module'});
  page.earlyWorker = worker;
  worker.addEventListener('error', () => delete page.earlyWorker); // The page starts another one and reports its errors.
  const chosen = createValues(location.search).values.model;
  const model = chooseModel(JSON.parse(models), chosen, recallMeasured().slow);
  worker.postMessage({id: 0, method: 'fetch', urls: listFiles(model)});
}
