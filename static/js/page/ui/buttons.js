/** The page's buttons. */

import {find} from '../dom.js';

/**
 * The controls of a visitor.
 * @typedef {object} Actions
 * @property {() => void} onStart
 * @property {() => void} onStop
 * @property {() => void} onChoose
 * @property {(url: string, name: string) => void} onSample
 * @property {() => void} onSnapshot
 * @property {() => void} onSaveJson
 * @property {() => void} onSaveCsv
 */

/** @param {Actions} actions */
export function createButtons({onStart, onStop, onChoose, onSample, onSnapshot, onSaveJson, onSaveCsv}) {
  const start = find('start', HTMLButtonElement);
  const stop = find('stop', HTMLButtonElement);
  const choose = find('choose', HTMLButtonElement);
  const samples = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll('#samples button'));

  start.addEventListener('click', onStart);
  stop.addEventListener('click', onStop);
  choose.addEventListener('click', onChoose);
  for (const sample of samples) {
    const {url = '', name = ''} = sample.dataset;
    sample.addEventListener('click', () => onSample(url, name));
  }
  const savers = Object.entries({snapshot: onSnapshot, 'save-json': onSaveJson, 'save-csv': onSaveCsv}).map(([id, save]) => {
    const button = find(id, HTMLButtonElement);
    button.addEventListener('click', save);
    return button;
  });

  return {
    /** @param {boolean} on Whether the camera is on. */
    showCamera(on) {
      const focused = document.activeElement;
      start.hidden = on;
      stop.hidden = !on;
      if (focused === start && on) stop.focus();
      if (focused === stop && !on) start.focus();
    },

    /** @param {boolean} ready Whether the model is ready for pictures. */
    enable(ready) {
      for (const control of [start, choose, find('file', HTMLInputElement), ...samples]) control.disabled = !ready;
    },

    /** @param {boolean} possible Whether there is a result to save. */
    enableSaving(possible) {
      for (const button of savers) button.disabled = !possible;
    },
  };
}
