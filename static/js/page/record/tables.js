/** The charts' data as tables, for people who cannot see the charts, and for copying. */

import {make} from '../dom.js';
import {nameLabel, t} from '../i18n.js';
import {formatScore} from '../wording.js';
import {shareOf, sum} from './days.js';

/**
 * @param {HTMLTableElement} table
 * @param {string} title Of the first column.
 * @param {{name: string, counts: import('../counter.js').Counts}[]} rows With the same labels in each.
 */
export function fillTable(table, title, rows) {
  const labels = [...(rows[0]?.counts.keys() ?? [])];
  const head = [title, ...labels.map(nameLabel), t('visits-together'), nameShare(labels)].map((text) => cell('th', text, 'col'));
  const body = rows.map(({name, counts}) => {
    const share = shareOf(counts);
    const numbers = [...counts.values(), sum(counts), share === null ? '–' : formatScore(share)];
    return row([cell('th', name, 'row'), ...numbers.map((number) => cell('td', String(number)))]);
  });
  table.replaceChildren(part('thead', [row(head)]), part('tbody', body));
}

/** @type {(labels: string[]) => string} */
export function nameShare([first]) {
  return first ? t('visits-share', {label: nameLabel(first)}) : '';
}

/** @type {(tag: string, text: string, scope?: string) => HTMLElement} */
function cell(tag, text, scope) {
  const element = make(tag, '', text);
  if (scope) element.setAttribute('scope', scope);
  return element;
}

/** @type {(cells: HTMLElement[]) => HTMLElement} */
const row = (cells) => part('tr', cells);

/** @type {(tag: string, children: HTMLElement[]) => HTMLElement} */
function part(tag, children) {
  const element = document.createElement(tag);
  element.append(...children);
  return element;
}
