/** What is seen, in words: counts, and the list of faces. */

import {find, make} from '../dom.js';
import {sentences} from '../sentences.js';

/** @typedef {import('../../client/messages.js').Detection} Detection */

/** Milliseconds that a count must last before a screen reader says it. */
const SETTLE = 1500;

export function createReadings() {
  const counts = find('counts', HTMLElement);
  const list = find('detections', HTMLOListElement);
  const announce = createAnnouncer(find('announcement', HTMLElement));

  /** @type {string[]} */
  let classes = [];

  /** @type {(detections: Detection[]) => Map<string, number>} */
  function count(detections) {
    const numbers = new Map(classes.map((label) => [label, 0]));
    for (const {label} of detections) numbers.set(label, (numbers.get(label) ?? 0) + 1);
    return numbers;
  }

  return {
    count,

    /** @param {string[]} names The model's classes, which are counted even where none is seen. */
    setClasses(names) {
      classes = names;
    },

    /**
     * @param {Detection[]} detections To be listed.
     * @param {Detection[]} counted
     * @returns {Map<string, number>} The counts, by label.
     */
    show(detections, counted) {
      const numbers = count(counted);
      list.replaceChildren(...detections.map(makeFace));
      counts.replaceChildren(...Array.from(numbers, ([label, number]) => makeCount(label, number)));
      announce(sentences.count(numbers));
      return numbers;
    },

    /** Shows that nothing is looked at, without a word. */
    clear() {
      list.replaceChildren();
      counts.replaceChildren(...Array.from(count([]), ([label, number]) => makeCount(label, number)));
      announce('');
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
 * Tells a screen reader what changed, once it lasts: flickering numbers are never said. After an empty text the same
 * is said again.
 * @type {(element: HTMLElement) => (text: string) => void}
 */
function createAnnouncer(element) {
  let timer = 0;
  let newest = '';
  return (text) => {
    if (text === newest) return;
    newest = text;
    clearTimeout(timer);
    if (!text) element.textContent = '';
    timer = window.setTimeout(() => (element.textContent = newest), SETTLE);
  };
}
