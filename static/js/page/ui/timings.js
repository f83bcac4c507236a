/** The time of each step, for interested visitors. */

import {find, make} from '../dom.js';
import {t} from '../i18n.js';

/** Interval between two changes of the panel, so that it is readable. */
const INTERVAL_MS = 400;

/** In the order in which a picture passes through them. */
const STEPS = /** @type {const} */ (['capture', 'preprocess', 'network', 'decode', 'draw']);

/** Weight of the newest picture in the averages. */
const NEWEST = 0.1;

/**
 * One picture: milliseconds of each step, in order; pictures per second, 0 for a still picture.
 * @typedef {object} Measurement
 * @property {{width: number, height: number}} image
 * @property {number} rate
 * @property {Record<typeof STEPS[number], number>} steps
 * @property {import('../../client/messages.js').Memory} memory
 */

export function createTimings() {
  const panel = find('timings', HTMLElement);
  /** @type {Record<string, number>} */
  let averages = {};
  let shown = -Infinity;

  return {
    /** Resets the averages. */
    reset() {
      averages = {};
      shown = -Infinity;
    },

    /** @param {Measurement} measurement */
    add({image, rate, steps, memory}) {
      for (const name of STEPS) averages[name] = (averages[name] ?? steps[name]) * (1 - NEWEST) + steps[name] * NEWEST;
      const now = performance.now();
      if (now - shown < INTERVAL_MS) return;
      shown = now;
      const rows = [
        [t('timing-picture'), t('pixels', {width: String(image.width), height: String(image.height)})],
        ...(rate ? [[t('timing-rate'), t('frames-per-second', {rate})]] : []),
        ...STEPS.map((name) => [t(`timing-${name}`), t('milliseconds', {ms: averages[name]})]),
        [t('timing-total'), t('milliseconds', {ms: STEPS.reduce((sum, name) => sum + averages[name], 0)})],
        [t('timing-memory'), t('memory', {tensors: memory.tensors, megabytes: memory.bytes / 1e6})],
      ];
      panel.replaceChildren(...rows.flatMap(([name, value]) => [make('dt', '', name), make('dd', '', value)]));
    },
  };
}
