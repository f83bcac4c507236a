/** The page's words, buttons and lists. Knows the document, and nothing of cameras or networks. */

import {FAILURES, WAYS, sentences} from './sentences.js';

/** @typedef {import('./messages.js').Detection} Detection */
/** @typedef {import('./sentences.js').Way} Way */
/** @typedef {'loading' | 'ready' | 'running' | 'paused' | 'error'} State */

/** Milliseconds between two announcements, so that a screen reader can end its sentence. */
const ANNOUNCE_EVERY = 2000;

/** @type {<T extends HTMLElement>(id: string, type: new () => T) => T} */
function find(id, type) {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`#${id}: expected a ${type.name}, got ${element}`);
  return element;
}

/**
 * @typedef {object} Actions What a visitor can ask for.
 * @property {() => void} onStart
 * @property {() => void} onStop
 * @property {(file: File) => void} onPhoto
 * @property {(scoreThresh: number) => void} onThreshold
 * @property {() => void} onReload
 */

/** @param {Actions} actions */
export function createUi(actions) {
  const stage = find('stage', HTMLElement);
  const start = find('start', HTMLButtonElement);
  const stop = find('stop', HTMLButtonElement);
  const photo = find('photo', HTMLButtonElement);
  const file = find('file', HTMLInputElement);
  const threshold = find('threshold', HTMLInputElement);
  const thresholdValue = find('threshold-value', HTMLOutputElement);
  const progress = find('progress', HTMLProgressElement);
  const loadingText = find('loading-text', HTMLLabelElement);
  const failure = find('failure', HTMLElement);
  const upload = find('upload', HTMLElement);
  const counts = find('counts', HTMLElement);
  const list = find('detections', HTMLOListElement);
  const announce = createAnnouncer(find('announcement', HTMLElement));

  start.addEventListener('click', actions.onStart);
  stop.addEventListener('click', actions.onStop);
  photo.addEventListener('click', () => file.click());
  file.addEventListener('change', () => {
    if (file.files?.length) actions.onPhoto(file.files[0]);
    file.value = '';
  });
  threshold.addEventListener('input', () => {
    showThreshold(threshold.valueAsNumber);
    actions.onThreshold(threshold.valueAsNumber);
  });
  acceptDrops(stage, actions.onPhoto);

  /** @type {Record<Way, () => void>} */
  const ways = {
    camera: actions.onStart,
    load: actions.onReload,
    photo: () => file.click(),
    upload() {
      upload.scrollIntoView();
      upload.querySelector('input')?.focus();
    },
  };

  /** @type {string[]} */
  let classes = [];

  /** @type {(value: number) => void} */
  function showThreshold(value) {
    threshold.value = String(value);
    thresholdValue.value = sentences.score(value);
  }

  /** @type {(detections: Detection[]) => Map<string, number>} */
  function listFaces(detections) {
    const number = new Map(classes.map((label) => [label, 0]));
    for (const {label} of detections) number.set(label, (number.get(label) ?? 0) + 1);
    list.replaceChildren(...detections.map(makeFace));
    counts.replaceChildren(...Array.from(number, ([label, count]) => makeCount(label, count)));
    return number;
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

    /** @param {{classes: string[], scoreThresh: number}} model */
    enable(model) {
      classes = model.classes;
      for (const control of [start, photo, threshold]) control.disabled = false;
      showThreshold(model.scoreThresh);
      listFaces([]);
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

    /** @param {Detection[]} detections */
    showDetections(detections) {
      announce(sentences.count(listFaces(detections)));
    },

    clearStage() {
      stage.removeAttribute('data-mirrored');
      stage.style.removeProperty('--ratio');
      delete stage.dataset.show;
      listFaces([]);
    },

    /** @param {string} text */
    showEngine(text) {
      find('engine', HTMLElement).textContent = text;
    },

    /** @param {Record<string, string>} figures Name and value. */
    showFigures(figures) {
      const rows = Object.entries(figures).map(([name, value]) => [make('dt', '', name), make('dd', '', value)]);
      find('figures', HTMLElement).replaceChildren(...rows.flat());
    },

    /** @param {import('./failure.js').FailureCode} code */
    showFailure(code) {
      const {title, text, ways: names} = FAILURES[code];
      find('failure-title', HTMLElement).textContent = title;
      find('failure-text', HTMLElement).textContent = text;
      const buttons = names.map((name, i) => {
        const button = make('button', i ? 'button' : 'button button-primary', WAYS[name]);
        button.setAttribute('type', 'button');
        button.addEventListener('click', ways[name]);
        return button;
      });
      find('failure-ways', HTMLElement).replaceChildren(...buttons);
      failure.dataset.code = code;
    },
  };
}

/** @type {(detection: Detection) => HTMLElement} */
function makeFace({label, score, box}) {
  const face = make('li', 'face');
  Object.assign(face.dataset, {label, score, box: JSON.stringify(box)});
  face.append(make('span', '', sentences.label(label)), make('span', '', sentences.score(score)));
  return face;
}

/** @type {(label: string, count: number) => HTMLElement} */
function makeCount(label, count) {
  const element = make('span', 'count');
  element.dataset.label = label;
  element.append(make('span', 'count-number', String(count)), ' ', make('span', 'count-label', sentences.label(label)));
  return element;
}

/** @type {(tag: string, className: string, text?: string) => HTMLElement} */
function make(tag, className, text = '') {
  return Object.assign(document.createElement(tag), {className, textContent: text});
}

/** @type {(stage: HTMLElement, onPhoto: (file: File) => void) => void} */
function acceptDrops(stage, onPhoto) {
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
    const dropped = event.dataTransfer?.files[0];
    if (dropped) onPhoto(dropped);
  });
}

/**
 * Tells a screen reader what changed, not more often than it can be heard.
 * @type {(element: HTMLElement) => (text: string) => void}
 */
function createAnnouncer(element) {
  let timer = 0;
  let newest = '';
  return (text) => {
    newest = text;
    timer ||= window.setTimeout(() => {
      timer = 0;
      if (element.textContent !== newest) element.textContent = newest;
    }, ANNOUNCE_EVERY);
  };
}
