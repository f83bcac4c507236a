/** Which of the published models this device gets. */

/**
 * A published model: its name and layout from its card, and the addresses of its files.
 * @typedef {{name: string, network: string, card: string, model: string, weights: Record<string, string>}} Published
 */

/** A run of the network that takes longer leaves fewer than 8 frames per second. */
export const SLOW_MS = 125;

/** Number of runs; the fastest one counts, because a page that has just opened keeps the device busy. */
const RUNS = 4;

/**
 * @param {Published[]} published The usual model first.
 * @param {string | undefined} name Of the model that the visitor or the address chose.
 * @param {boolean} [slow] Whether this device is too slow for the usual model.
 * @returns {Published} The chosen model; else the lite one for a slow device, if there is one; else the usual one.
 */
export function chooseModel(published, name, slow = false) {
  const lite = published.find(({network}) => network === 'lite');
  return published.find((model) => model.name === name) ?? ((slow && lite) || published[0]);
}

/** @type {(model: Published) => string[]} */
export function listFiles({card, model, weights}) {
  return [card, model, ...Object.values(weights)];
}

/**
 * Measures with the loaded model. The measurement of the backends is no substitute: it does not take place where there
 * is only one backend, or where the fastest one is remembered.
 * @param {() => Promise<number>} run Runs the network once; gives its milliseconds.
 * @returns {Promise<boolean>} Whether no run was fast enough; the first that was is the last.
 */
export async function isSlow(run) {
  for (let i = 0; i < RUNS; i++) if ((await run()) <= SLOW_MS) return false;
  return true;
}
