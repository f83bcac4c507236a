/** On the reception view: today's visits, and since when it has been running. */

import {find, make} from '../dom.js';
import {formatDate, nameLabel, t} from '../i18n.js';
import {makeLabelled} from '../labels.js';

/** @param {Date} start Of the page. */
export function createToday(start) {
  const line = find('today-visits', HTMLElement);
  find('since', HTMLElement).textContent = t('since', {time: formatDate(start, {dateStyle: 'medium', timeStyle: 'short'})});

  return {
    /** @param {import('../counter.js').Counts | null} counts Of today's visits; null to show none. */
    show(counts) {
      line.hidden = !counts;
      const signs = [...(counts ?? [])].map(([label, count]) =>
        makeLabelled('span', 'sign', label, `${count} ${nameLabel(label)}`),
      );
      line.replaceChildren(make('span', 'kiosk-today-title', t('today')), ...signs.flatMap((sign) => [' ', sign]));
    },
  };
}
