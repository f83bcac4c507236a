/** The page's buttons, its stage and its failures. Knows the document, and nothing of cameras or networks. */

import {find, make} from '../dom.js';
import {FAILURES, sentences} from '../sentences.js';

/** @typedef {import('../sentences.js').Way} Way */
/** @typedef {'loading' | 'ready' | 'running' | 'paused' | 'error'} State */

/**
 * What a visitor can ask for.
 * @typedef {object} Actions
 * @property {() => void} onStart
 * @property {() => void} onStop
 * @property {() => void} onChoose
 * @property {() => void} onReload
 * @property {(url: string) => void} onSample
 * @property {() => void} onSnapshot
 * @property {() => void} onSaveJson
 * @property {() => void} onSaveCsv
 */

/** @param {Actions} actions */
export function createUi({onStart, onStop, onChoose, onReload, onSample, onSnapshot, onSaveJson, onSaveCsv}) {
  const stage = find('stage', HTMLElement);
  const start = find('start', HTMLButtonElement);
  const stop = find('stop', HTMLButtonElement);
  const choose = find('choose', HTMLButtonElement);
  const progress = find('progress', HTMLProgressElement);
  const loadingText = find('loading-text', HTMLLabelElement);
  const engine = find('engine', HTMLElement);
  const failure = find('failure', HTMLElement);
  const upload = find('upload', HTMLElement);
  const samples = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll('#samples button'));
  let engineName = '';

  start.addEventListener('click', onStart);
  stop.addEventListener('click', onStop);
  choose.addEventListener('click', onChoose);
  for (const sample of samples) sample.addEventListener('click', () => onSample(sample.dataset.url ?? ''));
  const savers = Object.entries({snapshot: onSnapshot, 'save-json': onSaveJson, 'save-csv': onSaveCsv}).map(([id, save]) => {
    const button = find(id, HTMLButtonElement);
    button.addEventListener('click', save);
    return button;
  });

  /** @type {Record<Way, () => void>} */
  const ways = {
    camera: onStart,
    load: onReload,
    photo: onChoose,
    upload() {
      upload.scrollIntoView();
      upload.querySelector('input')?.focus();
    },
  };

  const ui = {
    /** @param {State} state */
    setState(state) {
      document.body.dataset.state = state;
      if (state !== 'error' && failure.contains(document.activeElement)) stage.focus();
      failure.hidden = state !== 'error';
    },

    /** @param {boolean} on Whether the camera is. */
    showCamera(on) {
      const focused = document.activeElement;
      start.hidden = on;
      stop.hidden = !on;
      if (focused === start && on) stop.focus();
      if (focused === stop && !on) start.focus();
    },

    /** @param {boolean} ready Whether the detector can take pictures. */
    enable(ready) {
      for (const control of [start, choose, find('file', HTMLInputElement), ...samples]) control.disabled = !ready;
    },

    /** @param {boolean} possible Whether there is something to be saved. */
    enableSaving(possible) {
      for (const button of savers) button.disabled = !possible;
    },

    /** @param {string} text */
    wait(text) {
      ui.showProgress(text);
      ui.setState('loading');
    },

    /**
     * @param {string} text
     * @param {number} [share] Done, 0..1; unknown if absent.
     */
    showProgress(text, share) {
      loadingText.textContent = text;
      if (share === undefined) progress.removeAttribute('value');
      else progress.value = share;
    },

    /**
     * @param {'video' | 'still'} what
     * @param {{width: number, height: number}} size
     */
    showOnStage(what, {width, height}) {
      stage.dataset.show = what;
      stage.style.setProperty('--ratio', `${width} / ${height}`);
      stage.scrollIntoView({block: 'nearest'});
    },

    /** @param {boolean} mirrored */
    mirrorStage(mirrored) {
      stage.toggleAttribute('data-mirrored', mirrored);
    },

    clearStage() {
      delete stage.dataset.show;
      stage.style.removeProperty('--ratio');
    },

    /** @param {string} name */
    showEngine(name) {
      engine.textContent = engineName = name;
    },

    /** @param {number} rate Pictures per second, 0 where none move. */
    showRate(rate) {
      engine.textContent = rate ? `${engineName} · ${sentences.framesPerSecond(rate)}` : engineName;
    },

    /** @param {import('../../client/failure.js').FailureCode} code */
    showFailure(code) {
      const {title, text} = sentences.failure(code);
      find('failure-title', HTMLElement).textContent = title;
      find('failure-text', HTMLElement).textContent = text;
      const buttons = FAILURES[code].map((name, i) => {
        const button = make('button', i ? 'button' : 'button button-primary', sentences.way(name));
        button.setAttribute('type', 'button');
        button.dataset.way = name;
        button.addEventListener('click', ways[name]);
        return button;
      });
      find('failure-ways', HTMLElement).replaceChildren(...buttons);
      failure.dataset.code = code;
      ui.setState('error');
      stage.scrollIntoView({block: 'nearest'});
    },
  };
  return ui;
}
