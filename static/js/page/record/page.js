/** The page of the record: the visits of a day, the days of a year, and files of them. */

import {countLabels} from '../counter.js';
import {find, make} from '../dom.js';
import {formatDate, joinParts, nameLabel, setMessages, t} from '../i18n.js';
import {makeCounts, makeLabelled} from '../labels.js';
import {createValues} from '../settings/values.js';
import {nameFile, saveFile} from '../ui/save.js';
import {formatCounts, formatScore} from '../wording.js';
import {drawCalendar, drawTimeline} from './chart.js';
import {addDays, binVisits, dayOf, DAYS, joinDays, shareOf, sum, toDate} from './days.js';
import {CSV_HEAD, joinVisits, readVisits, toCsvRows, toJsonLines, VisitsFileError} from './files.js';
import {createPicker} from './picker.js';
import {createStore} from './store.js';
import {fillTable, nameShare} from './tables.js';

/** @typedef {import('./days.js').StoredVisit} StoredVisit */
/** @typedef {import('../counter.js').Counts} Counts */

/** Interval between two updates. */
const REFRESH_MS = 30_000;

setMessages(document.documentElement.lang, find('messages', HTMLScriptElement).text);

const page = find('record', HTMLElement);
const dayField = find('day', HTMLInputElement);
const timeline = /** @type {SVGSVGElement} */ (/** @type {unknown} */ (document.querySelector('#timeline')));
const calendar = /** @type {SVGSVGElement} */ (/** @type {unknown} */ (document.querySelector('#calendar')));
const notice = find('notice', HTMLElement);
const files = find('files', HTMLInputElement);
const store = createStore();
const timelinePicker = createPicker(timeline, find('timeline-readout', HTMLElement));
const calendarPicker = createPicker(calendar, find('calendar-readout', HTMLElement), {across: DAYS, onPick: (day) => show(day)});

/** @type {string[]} The model's; labels of other models come after them. */
const classes = JSON.parse(page.dataset.classes ?? '[]');

/** @type {{names: string[], visits: StoredVisit[]}} From files of other devices, which are shown and not kept. */
let others = {names: [], visits: []};
let today = dayOf(Date.now());
let chosen = today;

find('previous', HTMLButtonElement).addEventListener('click', () => show(addDays(chosen, -1)));
find('next', HTMLButtonElement).addEventListener('click', () => show(addDays(chosen, 1)));
dayField.addEventListener('change', () => dayField.value && show(dayField.value));
find('save-csv', HTMLButtonElement).addEventListener('click', () => save('csv'));
find('save-json', HTMLButtonElement).addEventListener('click', () => save('json'));
find('open', HTMLButtonElement).addEventListener('click', () => files.click());
files.addEventListener('change', openFiles);
find('alone', HTMLButtonElement).addEventListener('click', () => {
  others = {names: [], visits: []};
  say('');
  show(chosen);
});
find('print', HTMLButtonElement).addEventListener('click', () => print());
find('clear', HTMLButtonElement).addEventListener('click', async () => {
  if (!confirm(t('visits-clear-sure'))) return;
  await store.clear();
  await show(chosen);
  say(t('visits-cleared'));
});
document.addEventListener('visibilitychange', refresh);
setInterval(refresh, REFRESH_MS);
let width = 0;
new ResizeObserver(() => {
  if (page.clientWidth !== width) show(chosen);
  width = page.clientWidth;
}).observe(page);
find('visits-off', HTMLElement).hidden = createValues('').values.record ?? true;

/** Shows new visits; at midnight, a page that shows today changes to the next day. */
function refresh() {
  if (document.hidden) return;
  const before = today;
  today = dayOf(Date.now());
  show(chosen === before ? today : chosen);
}

/** @param {string} day */
async function show(day) {
  chosen = day;
  const visits = await read(() => store.readDay(day), []);
  const days = await read(() => store.readDays(), []);
  if (day !== chosen) return;
  if (days.length) store.persist().catch(console.warn);
  const foreign = others.visits;
  const all = [...visits, ...foreign.filter((visit) => visit.day === day)];
  const labels = [...new Set([...classes, ...days.flatMap(({counts}) => Object.keys(counts)), ...foreign.map(({label}) => label)])];

  dayField.value = day;
  dayField.max = today;
  find('next', HTMLButtonElement).disabled = day >= today;
  showTotals(countLabels(all, labels));
  showDay(all, labels);
  const foreignDays = foreign.map((visit) => ({day: visit.day, counts: {[visit.label]: 1}}));
  showYear(joinDays([days, foreignDays]), labels);
  find('nothing', HTMLElement).hidden = days.length + foreign.length > 0;
  find('alone', HTMLButtonElement).hidden = !others.names.length;
  page.dataset.shown = day;
}

/** @param {Counts} counts */
function showTotals(counts) {
  const share = shareOf(counts);
  find('total', HTMLElement).textContent = t('visits-total', {count: sum(counts)});
  find('counts', HTMLElement).replaceChildren(...makeCounts(counts));
  find('share', HTMLElement).textContent = share === null ? '' : tell(nameShare([...counts.keys()]), formatScore(share));
}

/** @type {(name: string, value: string) => string} */
function tell(name, value) {
  return t('visits-named', {name, value});
}

/** @type {(visits: StoredVisit[], labels: string[]) => void} */
function showDay(visits, labels) {
  const bins = binVisits(visits, labels);
  const name = formatDate(toDate(chosen), {dateStyle: 'full'});
  find('timeline-title', HTMLElement).textContent = name;
  find('timeline-figure', HTMLElement).hidden = !bins.length;
  find('legend', HTMLElement).replaceChildren(
    ...labels.map((label, order) => {
      const sign = makeLabelled('li', 'sign', label, nameLabel(label));
      sign.dataset.texture = String(Math.min(order, 3));
      return sign;
    }),
    make('li', 'record-legend-share', nameShare(labels)),
  );
  if (!bins.length) return;
  drawTimeline(timeline, bins, ({start, counts}) => tell(start, describeCounts(counts)));
  timelinePicker.restore();
  timeline.setAttribute('aria-label', tell(name, describeCounts(countLabels(visits, labels))));
  const rows = bins.map(({start, counts}) => ({name: start, counts}));
  fillTable(find('timeline-table', HTMLTableElement), t('visits-time'), rows);
}

/** @type {(days: import('./days.js').Day[], labels: string[]) => void} */
function showYear(days, labels) {
  const counted = new Map(
    days.map(({day, counts}) => [day, new Map(labels.map((label) => [label, counts[label] ?? 0]))]),
  );
  const nameDay = (/** @type {string} */ day) => formatDate(toDate(day), {dateStyle: 'medium'});
  const describe = (/** @type {string} */ day, /** @type {Counts} */ counts) => tell(nameDay(day), describeCounts(counts));
  drawCalendar(calendar, counted, {today, describe});
  calendarPicker.choose(chosen);
  const rows = [...counted].reverse().map(([day, counts]) => ({name: nameDay(day), counts}));
  fillTable(find('calendar-table', HTMLTableElement), t('visits-day'), rows);
}

/** @type {(counts: Counts) => string} */
function describeCounts(counts) {
  return formatCounts(counts, t('visits-none'));
}

/** @param {'csv' | 'json'} format Saves this device's visits, of the day that is shown or of every day. */
async function save(format) {
  const whole = find('scope', HTMLSelectElement).value === 'all';
  /** @type {string[]} */
  const parts = [];
  for await (const visits of whole ? store.readAll() : [await store.readDay(chosen)])
    parts.push(...(format === 'csv' ? [toCsvRows(visits)] : toJsonLines(visits)));
  const content = format === 'csv' ? [CSV_HEAD, ...parts] : [`[\n${parts.join(',\n')}\n]\n`];
  const name = whole ? nameFile(format, 'visits') : `visits-${chosen}.${format}`;
  saveFile(new Blob(content, {type: format === 'csv' ? 'text/csv' : 'application/json'}), name);
}

async function openFiles() {
  const given = [...(files.files ?? [])];
  files.value = '';
  /** @type {StoredVisit[][]} */
  const opened = [];
  for (const file of given) {
    try {
      opened.push(readVisits(await file.text()));
    } catch (error) {
      if (!(error instanceof VisitsFileError)) throw error;
      return say(t('visits-file-unreadable', {name: file.name, line: error.line}));
    }
  }
  const days = [...new Set(opened.flat().map(({day}) => day))].sort();
  const own = await Promise.all(days.map((day) => read(() => store.readDay(day), [])));
  const kept = new Set(own.flat().map(({id}) => id));
  const names = [...new Set([...others.names, ...given.map(({name}) => name)])];
  others = {names, visits: joinVisits([others.visits, ...opened]).filter(({id}) => !kept.has(id))};
  say(t('visits-devices', {names: joinParts(names)}));
  await show(days.at(-1) ?? chosen);
}

/**
 * @template T
 * @param {() => Promise<T>} from
 * @param {T} nothing The result if the browser has no storage, which the page reports.
 */
async function read(from, nothing) {
  try {
    return await from();
  } catch (error) {
    console.warn(error);
    say(t('visits-unavailable'));
    return nothing;
  }
}

/** @param {string} text */
function say(text) {
  notice.textContent = text;
}
