/**
 * Charts of the record: a day in quarters of an hour, and days as a calendar. Tables beside them show the same numbers.
 */

import {formatDate} from '../i18n.js';
import {formatScore} from '../wording.js';
import {DAYS, listWeeks, shareOf, sum, toDate} from './days.js';

/** @typedef {import('../counter.js').Counts} Counts */

/** Root font size in pixels for the sizes below; the charts scale with it. */
const ROOT_PX = 16;

/** Of the timeline, in pixels. */
const [HEIGHT, TOP, BOTTOM, LEFT, RIGHT] = [240, 12, 26, 34, 50];

/** Smallest distance between labels of the axis, in pixels. */
const [HOUR_PX, TICK_PX] = [46, 48];

/** Radius of a point of the line, in pixels, if there is space. */
const POINT_PX = 2.5;

/** Of the calendar, in pixels: smallest distance between days, space for the months, and a year. */
const [DAY_PX, GAP_PX, MONTHS_PX, WEEKS] = [16, 3, 18, 53];

/** Space at the edges of the calendar for the outline of a selected day, in pixels. */
const OUTLINE_PX = 2;

/** Shades of the calendar. */
const LEVELS = 4;

/**
 * Draws stacked bars for the labels, and the share of the first one as a line. The bars are the options of a listbox.
 * @param {SVGSVGElement} svg
 * @param {{start: string, counts: Counts}[]} bins Of equal length, at least one, from a full hour on.
 * @param {(bin: {start: string, counts: Counts}) => string} describe
 */
export function drawTimeline(svg, bins, describe) {
  const width = measureWidth(svg);
  begin(svg, width, HEIGHT);
  const most = Math.max(...bins.map(({counts}) => sum(counts)));
  const step = chooseStep(most, (HEIGHT - TOP - BOTTOM) / TICK_PX);
  const top = Math.ceil(most / step) * step;
  const each = (width - LEFT - RIGHT) / bins.length;
  const yOf = (/** @type {number} */ share) => HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);

  for (let count = 0; count <= top; count += step) {
    const y = yOf(count / top);
    add(svg, 'line', 'chart-grid', {x1: LEFT, x2: width - RIGHT, y1: y, y2: y});
    add(svg, 'text', 'chart-count', {x: LEFT - 8, y: y + 4}, String(count));
  }
  for (const share of [0, 0.5, 1]) add(svg, 'text', 'chart-percent', {x: width - RIGHT + 8, y: yOf(share) + 4}, formatScore(share));

  const hours = bins.filter(({start}) => start.endsWith(':00')).length;
  const every = Math.ceil((hours * HOUR_PX) / (width - LEFT - RIGHT));
  for (const [i, bin] of bins.entries()) {
    const x = LEFT + i * each;
    const [hour, minute] = bin.start.split(':').map(Number);
    if (!minute && hour % every === 0) add(svg, 'text', 'chart-hour', {x, y: HEIGHT - 6}, bin.start);
    const bar = addOption(svg, 'g', 'chart-bar', bin.start, describe(bin));
    add(bar, 'rect', 'chart-column', {x, width: each, y: TOP, height: HEIGHT - TOP - BOTTOM});
    let below = 0;
    for (const [order, [label, count]] of [...bin.counts].entries()) {
      if (!count) continue;
      const place = {x: x + each * 0.12, width: each * 0.76, y: yOf((below + count) / top), height: yOf(below / top) - yOf((below + count) / top)};
      add(bar, 'rect', 'chart-part', place).dataset.label = label;
      if (order) add(bar, 'rect', 'chart-texture', {...place, fill: `url(#texture-${Math.min(order, 3)})`});
      below += count;
    }
  }

  const shares = bins.map(({counts}) => shareOf(counts));
  const points = shares.map((share, i) => [LEFT + (i + 0.5) * each, yOf(share ?? 0)]);
  const seen = points.flatMap((point, i) => (shares[i] === null ? [] : [{point, joined: (shares[i - 1] ?? null) !== null}]));
  const d = seen.map(({point, joined}) => (joined ? 'L' : 'M') + point.join(' ')).join('');
  for (const name of ['chart-halo', 'chart-share']) add(svg, 'path', name, {d});
  for (const {point: [cx, cy]} of seen) add(svg, 'circle', 'chart-point', {cx, cy, r: Math.min(POINT_PX, each / 4)});
}

/**
 * Draws as many weeks as fit, at most a year. More visits give a day a stronger colour. The days are the options of a
 * listbox.
 * @param {SVGSVGElement} svg
 * @param {Map<string, Counts>} days
 * @param {{today: string, describe: (day: string, counts: Counts) => string}} options
 */
export function drawCalendar(svg, days, {today, describe}) {
  const width = measureWidth(svg);
  const room = width - 2 * OUTLINE_PX;
  const step = Math.max(DAY_PX, Math.floor(room / WEEKS));
  const weeks = listWeeks(today, Math.min(WEEKS, Math.floor(room / step)));
  begin(svg, width, MONTHS_PX + DAYS * step + OUTLINE_PX);
  const most = Math.max(1, ...[...days.values()].map(sum));
  for (const [column, week] of weeks.entries()) {
    const x = column * step;
    const first = week.find((day) => day.endsWith('-01'));
    if (first) add(svg, 'text', 'calendar-month', {x: x + OUTLINE_PX, y: 12}, formatDate(toDate(first), {month: 'short'}));
    for (const [row, day] of week.entries()) {
      const counts = days.get(day) ?? new Map();
      const side = step - GAP_PX;
      const place = {x: x + OUTLINE_PX, y: MONTHS_PX + row * step, width: side, height: side, rx: 2};
      const cell = addOption(svg, 'rect', 'calendar-day', day, describe(day, counts), place);
      cell.dataset.level = String(Math.ceil((LEVELS * sum(counts)) / most));
    }
  }
}

/** @type {(svg: SVGSVGElement) => number} In pixels of a page whose root font has ROOT_PX. */
function measureWidth(svg) {
  return Math.max((svg.clientWidth * ROOT_PX) / parseFloat(getComputedStyle(document.documentElement).fontSize), 240);
}

/** @type {(svg: SVGSVGElement, width: number, height: number) => void} Empties it, except for its definitions. */
function begin(svg, width, height) {
  svg.replaceChildren(...svg.querySelectorAll('defs'));
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
}

/** @type {(most: number, ticks: number) => number} 1, 2 or 5, or tens of them, so that there are at most so many ticks. */
function chooseStep(most, ticks) {
  for (let ten = 1; ; ten *= 10) for (const step of [ten, 2 * ten, 5 * ten]) if (most / step <= ticks) return step;
}

/** @type {(svg: SVGSVGElement, tag: string, className: string, key: string, title: string, attributes?: Record<string, string | number>) => SVGElement} */
function addOption(svg, tag, className, key, title, attributes = {}) {
  const option = add(svg, tag, className, {role: 'option', id: `${svg.id}-${key}`, 'data-key': key, ...attributes});
  add(option, 'title', '', {}, title);
  return option;
}

/** @type {(parent: Element, tag: string, className?: string, attributes?: Record<string, string | number>, text?: string) => SVGElement} */
function add(parent, tag, className = '', attributes = {}, text = '') {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  if (className) element.setAttribute('class', className);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  if (tag === 'text') element.setAttribute('aria-hidden', 'true');
  element.textContent = text;
  parent.append(element);
  return element;
}
