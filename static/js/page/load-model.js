/** Loads the model that the visitor chose, or the one that suits the device. */

import {chooseModel, isSlow} from './choose-model.js';
import {recallMeasured, rememberMeasured} from './settings/values.js';

/** @typedef {import('./choose-model.js').Published} Published */

/**
 * @param {object} parts
 * @param {Published[]} parts.published The usual model first.
 * @param {Record<string, string>} parts.runtime For `Assets`.
 * @param {import('../client/client.js').Client} parts.client
 * @param {ReturnType<typeof import('./settings/settings.js').createSettings>} parts.settings
 * @param {ReturnType<typeof import('./ui/lite-notice.js').createLiteNotice>} parts.liteNotice
 * @param {() => import('../client/messages.js').BackendName | undefined} parts.getBackend What the network runs on.
 * @returns {(signal: AbortSignal) => Promise<{model: Published, info: import('../client/messages.js').ModelInfo}>}
 */
export function createModelLoader({published, runtime, client, settings, liteNotice, getBackend}) {
  /** @type {(model: Published, signal: AbortSignal) => Promise<import('../client/messages.js').ModelInfo>} */
  async function start(model, signal) {
    const isDefault = !settings.model;
    const {backend: wish} = settings.values;
    if (isDefault) settings.setDefaultModel(model.name);
    liteNotice.show(isDefault && model !== published[0]);
    const {card, model: graph, weights} = model;
    const options = {assets: {card, model: graph, weights, runtime}, backend: wish ?? recallMeasured().backend ?? null};
    const info = await client.load(options, takeEarlyWorker());
    signal.throwIfAborted();
    if (!wish) rememberMeasured({backend: getBackend()});
    return info;
  }

  /** @type {(info: import('../client/messages.js').ModelInfo) => Promise<number>} */
  async function timeNetwork({input: {width, height}}) {
    const {timings} = await client.detect(await createImageBitmap(new ImageData(width, height)));
    return timings.network;
  }

  return async (signal) => {
    const {slow} = recallMeasured();
    const model = chooseModel(published, settings.model, slow);
    const lite = chooseModel(published, settings.model, true);
    const info = await start(model, signal);
    if (model === lite || slow === false || settings.values.backend) return {model, info};

    const measured = await isSlow(() => timeNetwork(info));
    signal.throwIfAborted();
    rememberMeasured({slow: measured});
    return measured ? {model: lite, info: await start(lite, signal)} : {model, info};
  };
}

/** Takes the worker from `start-worker.js`, once. */
function takeEarlyWorker() {
  const page = /** @type {{earlyWorker?: Worker | null}} */ (self);
  const earlyWorker = page.earlyWorker ?? undefined;
  page.earlyWorker = null; // Tells `start-worker.js` not to start one.
  return earlyWorker;
}
