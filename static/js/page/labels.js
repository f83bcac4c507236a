/** Elements in the colour of one of the model's labels. */

import {make} from './dom.js';
import {nameLabel} from './i18n.js';

/** @type {(tag: string, className: string, label: string, text?: string) => HTMLElement} */
export function makeLabelled(tag, className, label, text) {
  const element = make(tag, className, text);
  element.dataset.label = label;
  return element;
}

/** @type {(counts: import('./counter.js').Counts) => HTMLElement[]} The number and the name of each label. */
export function makeCounts(counts) {
  return Array.from(counts, ([label, count]) => {
    const element = makeLabelled('span', 'counts-item', label);
    element.append(make('span', 'counts-number', String(count)), ' ', make('span', 'counts-label', nameLabel(label)));
    return element;
  });
}
