/** Visits by day and by quarter of an hour. Pure; days and hours are those of the device's own time zone. */

import {countLabels} from '../counter.js';

/** @typedef {import('../counter.js').Counts} Counts */

/**
 * A stored visit; begin and end are milliseconds since 1970, `day` is the day on which it began.
 * @typedef {{day: string, id: string, begin: number, end: number, label: string, labels: string[], score: number}}
 *   StoredVisit
 */

/** @typedef {{day: string, counts: Record<string, number>}} Day How many visits of each label a day had. */

export const BIN_MINUTES = 15;
export const BINS = (24 * 60) / BIN_MINUTES;

/** Days of the week, from Monday on. */
export const DAYS = 7;

/**
 * @param {number} time Milliseconds since 1970.
 * @returns {string} Such as `2026-03-01`.
 */
export function dayOf(time) {
  const date = new Date(time);
  return [String(date.getFullYear()).padStart(4, '0'), pad(date.getMonth() + 1), pad(date.getDate())].join('-');
}

/**
 * @param {string} day
 * @param {number} days
 * @returns {string} The day after a number of days.
 */
export function addDays(day, days) {
  const [year, month, date] = day.split('-').map(Number);
  return dayOf(new Date(year, month - 1, date + days).getTime());
}

/**
 * @param {string} day
 * @returns {Date} Noon of the day, which exists in every time zone.
 */
export function toDate(day) {
  return new Date(`${day}T12:00`);
}

/**
 * Adds up the visits of several devices.
 * @param {Day[][]} records
 * @returns {Day[]} The oldest first.
 */
export function joinDays(records) {
  /** @type {Map<string, Day>} */
  const days = new Map();
  for (const {day, counts} of records.flat()) {
    const known = days.get(day) ?? {day, counts: {}};
    days.set(day, known);
    for (const [label, count] of Object.entries(counts)) known.counts[label] = (known.counts[label] ?? 0) + count;
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** @type {(counts: Counts) => number} */
export function sum(counts) {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}

/**
 * @param {Counts} counts
 * @returns {number | null} The share of the first class, 0..1; null if there are no visits.
 */
export function shareOf(counts) {
  const total = sum(counts);
  return total ? (counts.values().next().value ?? 0) / total : null;
}

/**
 * @param {StoredVisit[]} visits Of one day.
 * @param {string[]} classes
 * @returns {{start: string, counts: Counts}[]} The quarters of an hour from the first visit's hour to the end of the
 *   last one's, by the time at which a visit began; empty if there is no visit.
 */
export function binVisits(visits, classes) {
  /** @type {StoredVisit[][]} */
  const bins = Array.from({length: BINS}, () => []);
  for (const visit of visits) {
    const date = new Date(visit.begin);
    bins[Math.floor((date.getHours() * 60 + date.getMinutes()) / BIN_MINUTES)].push(visit);
  }
  const perHour = 60 / BIN_MINUTES;
  const filled = bins.flatMap((bin, i) => (bin.length ? [i] : []));
  if (!filled.length) return [];
  const first = Math.floor(filled[0] / perHour) * perHour;
  const last = (Math.floor(filled[filled.length - 1] / perHour) + 1) * perHour;
  return bins.slice(first, last).map((bin, i) => ({start: nameTime((first + i) * BIN_MINUTES), counts: countLabels(bin, classes)}));
}

/**
 * @param {string} last The last day.
 * @param {number} weeks
 * @returns {string[][]} The weeks, from Monday to Sunday; the last one ends with `last`.
 */
export function listWeeks(last, weeks) {
  const weekday = (toDate(last).getDay() + DAYS - 1) % DAYS;
  const monday = addDays(last, -weekday);
  return Array.from({length: weeks}, (_, week) =>
    Array.from({length: week === weeks - 1 ? weekday + 1 : DAYS}, (_, day) => addDays(monday, (week - weeks + 1) * DAYS + day)),
  );
}

/** @type {(minutes: number) => string} Such as `09:15`. */
function nameTime(minutes) {
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

/** @type {(number: number) => string} */
function pad(number) {
  return String(number).padStart(2, '0');
}
