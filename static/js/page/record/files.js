/** Writes visits to files for other programs, and reads them. */

import {writeRow} from '../entries.js';
import {dayOf} from './days.js';

/** @typedef {import('./days.js').StoredVisit} StoredVisit */

const COLUMNS = ['id', 'begin', 'end', 'label', 'labels', 'score'];
const SCORE_DIGITS = 4;

/** Separates the labels of one visit, which are in chronological order. */
const THEN = '>';

/** A file that is not a valid file of visits. */
export class VisitsFileError extends Error {
  /** @param {number} line Counted from 1; in JSON, of the visit. */
  constructor(line) {
    super(`line ${line}: expected a visit`);
    this.line = line;
  }
}

/** The beginning of a CSV file. */
export const CSV_HEAD = writeRow(COLUMNS);

/** @type {(visits: StoredVisit[]) => string} Rows in the form of RFC 4180, to follow `CSV_HEAD`. */
export function toCsvRows(visits) {
  return visits
    .map(describe)
    .map(({id, begin, end, label, labels, score}) => writeRow([id, begin, end, label, labels.join(THEN), score]))
    .join('');
}

/** @type {(files: StoredVisit[][]) => StoredVisit[]} Each visit once; of several versions, the one that ends last. */
export function joinVisits(files) {
  const ordered = files.flat().sort((a, b) => a.end - b.end);
  return [...new Map(ordered.map((visit) => [visit.id, visit])).values()];
}

/** @type {(visits: StoredVisit[]) => string[]} A line of JSON for each visit. */
export function toJsonLines(visits) {
  return visits.map((visit) => JSON.stringify(describe(visit)));
}

/** @type {(visit: StoredVisit) => any} */
function describe({id, begin, end, label, labels, score}) {
  return {id, begin: toIso(begin), end: toIso(end), label, labels, score: Number(score.toFixed(SCORE_DIGITS))};
}

/**
 * Reads a CSV or JSON file that this page has saved.
 * @param {string} text
 * @returns {StoredVisit[]}
 * @throws {VisitsFileError}
 */
export function readVisits(text) {
  return text.trimStart().startsWith('[') ? readJson(text) : readCsv(text);
}

/** @type {(text: string) => StoredVisit[]} */
function readJson(text) {
  /** @type {any[]} */
  let visits;
  try {
    visits = JSON.parse(text);
  } catch {
    throw new VisitsFileError(1);
  }
  return visits.map((visit, i) => check(visit ?? {}, i + 1));
}

/** @type {(text: string) => StoredVisit[]} */
function readCsv(text) {
  const [head, ...rows] = text.replace(/^\uFEFF/, '').split(/\r?\n/).map(readRow);
  if (COLUMNS.some((name, i) => head[i] !== name)) throw new VisitsFileError(1);
  return rows.flatMap((row, i) => {
    if (row.length === 1 && !row[0]) return [];
    const [id, begin, end, label, labels = '', score = ''] = row;
    return [check({id, begin, end, label, labels: labels.split(THEN), score: score && Number(score)}, i + 2)];
  });
}

/** @type {(line: string) => string[]} */
function readRow(line) {
  const cells = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g);
  return Array.from(cells, ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);
}

/** @type {(visit: Record<string, any>, line: number) => StoredVisit} */
function check({id, begin, end, label, labels, score}, line) {
  const [from, to] = [begin, end].map((time) => (typeof time === 'string' ? Date.parse(time) : NaN));
  const named = [id, label, ...(Array.isArray(labels) ? labels : [null])].every((name) => typeof name === 'string' && name);
  if (!(from <= to && named && typeof score === 'number' && score >= 0 && score <= 1)) throw new VisitsFileError(line);
  return {day: dayOf(from), id, begin: from, end: to, label, labels, score};
}

/** @type {(time: number) => string} With the offset of the device: `2026-03-01T14:05:09.120+01:00`. */
function toIso(time) {
  const offset = -new Date(time).getTimezoneOffset();
  const local = new Date(time + offset * 60_000).toISOString().slice(0, -1);
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map((part) => String(part).padStart(2, '0'));
  return `${local}${offset < 0 ? '-' : '+'}${hours}:${minutes}`;
}
