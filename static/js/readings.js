/** What is seen, in words: counts, the list of faces, the figures of the last picture. */

import {find, make} from './dom.js';
import {sentences} from './sentences.js';

/** @typedef {import('./messages.js').Detection} Detection */

/** Milliseconds between two announcements, so that a screen reader can end its sentence. */
const ANNOUNCE_EVERY = 2000;

export function createReadings() {
  const counts = find('counts', HTMLElement);
  const list = find('detections', HTMLOListElement);
  const figures = find('figures', HTMLElement);
  const announce = createAnnouncer(find('announcement', HTMLElement));

  /** @type {string[]} */
  let classes = [];

  /** @type {(detections: Detection[]) => Map<string, number>} */
  function listFaces(detections) {
    const number = new Map(classes.map((label) => [label, 0]));
    for (const {label} of detections) number.set(label, (number.get(label) ?? 0) + 1);
    list.replaceChildren(...detections.map(makeFace));
    counts.replaceChildren(...Array.from(number, ([label, count]) => makeCount(label, count)));
    return number;
  }

  return {
    /** @param {string[]} names The model's classes, which are counted even where none is seen. */
    setClasses(names) {
      classes = names;
      listFaces([]);
    },

    /** @param {Detection[]} detections */
    showDetections(detections) {
      announce(sentences.count(listFaces(detections)));
    },

    clear() {
      listFaces([]);
    },

    /** @param {Record<string, string>} values By name. */
    showFigures(values) {
      const rows = Object.entries(values).map(([name, value]) => [make('dt', '', name), make('dd', '', value)]);
      figures.replaceChildren(...rows.flat());
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
