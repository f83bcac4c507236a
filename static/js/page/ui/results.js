/** The results in words: counts, and the list of faces. */

import {find, make} from '../dom.js';
import {nameLabel, t} from '../i18n.js';
import {makeCounts, makeLabelled} from '../labels.js';
import {formatCounts, formatScore} from '../wording.js';

/** @typedef {import('../../client/messages.js').Detection} Detection */
/** @typedef {import('../counter.js').Counts} Counts */

/** How long a count must last before screen readers announce it. */
const SETTLE_MS = 1500;

export function createResults() {
  const counters = find('counts', HTMLElement);
  const list = find('detections', HTMLOListElement);
  const announce = createAnnouncer(find('announcement', HTMLElement));

  /** @type {(detections: Detection[], counts: Counts) => void} */
  function render(detections, counts) {
    list.replaceChildren(...detections.map(makeFace));
    counters.replaceChildren(...makeCounts(counts));
  }

  return {
    /** @type {(detections: Detection[], counts: Counts) => void} */
    show(detections, counts) {
      render(detections, counts);
      announce(formatCounts(counts, t('no-face')));
    },

    /**
     * Empties the list; screen readers announce nothing.
     * @param {Counts} counts All 0.
     */
    clear(counts) {
      render([], counts);
      announce('');
    },
  };
}

/** @type {(detection: Detection) => HTMLElement} */
function makeFace({label, score, box}) {
  const face = makeLabelled('li', 'results-face', label);
  Object.assign(face.dataset, {score, box: JSON.stringify(box)});
  face.append(make('span', '', nameLabel(label)), make('span', '', formatScore(score)));
  return face;
}

/**
 * Announces a change to screen readers once it lasts, so that flickering numbers are not announced. After an empty
 * text, the same text is announced again.
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
    timer = window.setTimeout(() => (element.textContent = newest), SETTLE_MS);
  };
}
