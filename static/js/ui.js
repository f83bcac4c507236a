/** The page's buttons, its stage and its failures. Knows the document, and nothing of cameras or networks. */

import {find, make} from './dom.js';
import {FAILURES, sentences} from './sentences.js';

/** @typedef {import('./sentences.js').Way} Way */
/** @typedef {'loading' | 'ready' | 'running' | 'paused' | 'error'} State */

/**
 * What a visitor can ask for.
 * @typedef {object} Actions
 * @property {() => void} onStart
 * @property {() => void} onStop
 * @property {(file: File) => void} onPhoto
 * @property {(scoreThresh: number) => void} onThreshold
 * @property {() => void} onReload
 */

/** @param {Actions} actions */
export function createUi({onStart, onStop, onPhoto, onThreshold, onReload}) {
  const stage = find('stage', HTMLElement);
  const start = find('start', HTMLButtonElement);
  const stop = find('stop', HTMLButtonElement);
  const photo = find('photo', HTMLButtonElement);
  const file = find('file', HTMLInputElement);
  const threshold = find('threshold', HTMLInputElement);
  const thresholdValue = find('threshold-value', HTMLOutputElement);
  const progress = find('progress', HTMLProgressElement);
  const loadingText = find('loading-text', HTMLLabelElement);
  const engine = find('engine', HTMLElement);
  const failure = find('failure', HTMLElement);
  const upload = find('upload', HTMLElement);

  start.addEventListener('click', onStart);
  stop.addEventListener('click', onStop);
  photo.addEventListener('click', () => file.click());
  file.addEventListener('change', () => {
    if (file.files?.length) onPhoto(file.files[0]);
    file.value = '';
  });
  threshold.addEventListener('input', () => {
    showThreshold(threshold.valueAsNumber);
    onThreshold(threshold.valueAsNumber);
  });
  acceptDrops(stage, (dropped) => {
    if (!photo.disabled) onPhoto(dropped);
  });

  /** @type {Record<Way, () => void>} */
  const ways = {
    camera: onStart,
    load: onReload,
    photo: () => file.click(),
    upload() {
      upload.scrollIntoView();
      upload.querySelector('input')?.focus();
    },
  };

  /** @type {(value: number) => void} */
  function showThreshold(value) {
    threshold.value = String(value);
    thresholdValue.value = sentences.score(value);
  }

  return {
    /** @param {State} state */
    setState(state) {
      document.body.dataset.state = state;
      const focused = document.activeElement;
      start.hidden = state === 'running';
      stop.hidden = !start.hidden;
      if (focused === start && start.hidden) stop.focus();
      if (focused === stop && stop.hidden) start.focus();
      failure.hidden = state !== 'error';
    },

    /** @param {number} scoreThresh */
    enable(scoreThresh) {
      for (const control of [start, photo, threshold]) control.disabled = false;
      showThreshold(scoreThresh);
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
     * @param {{width: number, height: number, mirrored: boolean}} picture
     */
    showOnStage(what, {width, height, mirrored}) {
      stage.dataset.show = what;
      stage.toggleAttribute('data-mirrored', mirrored);
      stage.style.setProperty('--ratio', `${width} / ${height}`);
    },

    clearStage() {
      delete stage.dataset.show;
      stage.removeAttribute('data-mirrored');
      stage.style.removeProperty('--ratio');
    },

    /** @param {string} text */
    showEngine(text) {
      engine.textContent = text;
    },

    /** @param {import('./failure.js').FailureCode} code */
    showFailure(code) {
      const {title, text} = sentences.failure(code);
      find('failure-title', HTMLElement).textContent = title;
      find('failure-text', HTMLElement).textContent = text;
      const buttons = FAILURES[code].map((name, i) => {
        const button = make('button', i ? 'button' : 'button button-primary', sentences.way(name));
        button.setAttribute('type', 'button');
        button.addEventListener('click', ways[name]);
        return button;
      });
      find('failure-ways', HTMLElement).replaceChildren(...buttons);
      failure.dataset.code = code;
    },
  };
}

/** @type {(stage: HTMLElement, onDrop: (file: File) => void) => void} */
function acceptDrops(stage, onDrop) {
  const show = (/** @type {boolean} */ dropping) => stage.toggleAttribute('data-dropping', dropping);
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    show(true);
  });
  document.addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) show(false);
  });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    show(false);
    const file = event.dataTransfer?.files[0];
    if (file) onDrop(file);
  });
}
