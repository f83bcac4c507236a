/** The record of visits on this device: numbers in IndexedDB, at most those of a year. */

import {openDB} from 'idb';
import {addDays, dayOf} from './days.js';

/** @typedef {import('./days.js').StoredVisit} StoredVisit */
/** @typedef {import('./days.js').Day} Day */

const NAME = 'face-mask-detection.visits';

const KEPT_DAYS = 366;

/** Largest number of visits: more than any entrance has in a year; a few hundred megabytes. */
const KEPT_VISITS = 1_000_000;

/** Number of visits that are read at once. */
const CHUNK = 5000;

/** Texts that sort before and after every day. */
const keysOf = (/** @type {string} */ from, to = from) => IDBKeyRange.bound([from], [to, []]);

/** @returns Functions that reject if the browser has no storage. The database is opened at the first call. */
export function createStore() {
  /** @type {ReturnType<typeof openDB> | undefined} */
  let opened;
  let tidied = '';
  let asked = false;

  const open = () =>
    (opened ??= openDB(NAME, 1, {
      upgrade(db) {
        db.createObjectStore('visits', {keyPath: ['day', 'begin', 'id']});
        db.createObjectStore('days', {keyPath: 'day'});
      },
      terminated: () => (opened = undefined),
    }));

  /** @param {string} today Deletes visits older than a year, and the oldest days if there are too many visits. */
  async function tidy(today) {
    tidied = today;
    const db = await open();
    let last = addDays(today, -KEPT_DAYS);
    let kept = 0;
    for (const {day, counts} of (await db.getAll('days')).reverse()) {
      kept += Object.values(counts).reduce((total, count) => total + count, 0);
      if (kept <= KEPT_VISITS || day === today) continue;
      last = day > last ? day : last;
      break;
    }
    const change = db.transaction(['visits', 'days'], 'readwrite');
    await Promise.all([
      change.objectStore('visits').delete(IDBKeyRange.upperBound([last, []])),
      change.objectStore('days').delete(IDBKeyRange.upperBound(last)),
      change.done,
    ]);
  }

  return {
    /**
     * Stores a visit, in place of its earlier state; it survives a power cut.
     * @param {Omit<StoredVisit, 'day'>} visit
     */
    async put(visit) {
      const db = await open();
      const day = dayOf(visit.begin);
      const change = db.transaction(['visits', 'days'], 'readwrite', {durability: 'strict'});
      const [visits, days] = [change.objectStore('visits'), change.objectStore('days')];
      const before = await visits.get([day, visit.begin, visit.id]);
      const counts = (await days.get(day))?.counts ?? {};
      if (before) counts[before.label]--;
      counts[visit.label] = (counts[visit.label] ?? 0) + 1;
      await Promise.all([visits.put({...visit, day}), days.put({day, counts}), change.done]);
      const today = dayOf(Date.now());
      if (tidied !== today) await tidy(today);
    },

    /** @type {(day: string) => Promise<StoredVisit[]>} In the order in which they began. */
    readDay: async (day) => (await open()).getAll('visits', keysOf(day)),

    /** @type {() => Promise<Day[]>} The oldest first. */
    readDays: async () => (await open()).getAll('days'),

    /** Every visit, in parts, because a year may not fit into one array. */
    async *readAll() {
      const db = await open();
      /** @type {StoredVisit[]} */
      let visits = await db.getAll('visits', null, CHUNK);
      while (visits.length) {
        yield visits;
        const {day, begin, id} = visits[visits.length - 1];
        visits = await db.getAll('visits', IDBKeyRange.lowerBound([day, begin, id], true), CHUNK);
      }
    },

    /** Requests persistent storage from the browser; some browsers ask the visitor. */
    async persist() {
      if (asked) return;
      asked = true;
      await navigator.storage?.persist?.();
    },

    async clear() {
      const db = await open();
      const change = db.transaction(['visits', 'days'], 'readwrite');
      await Promise.all([change.objectStore('visits').clear(), change.objectStore('days').clear(), change.done]);
    },
  };
}
