/** Visits of people in front of the camera as they begin and end, with clock times. */

import {createVisits} from './visits.js';

/**
 * A visit with a unique id; begin and end are milliseconds since 1970.
 * @typedef {Omit<import('./visits.js').Visit, 'id'> & {id: string}} DatedVisit
 */

/** @typedef {'begun' | 'ended'} Change */

/** @param {(change: Change, visit: DatedVisit) => void} onChange */
export function createReception(onChange) {
  const run = Date.now().toString(36);
  const visits = createVisits();
  /** @type {Map<number, number>} When visits that go on began; the clock may be set meanwhile. */
  const begins = new Map();

  /** @type {(change: Change, visit: import('./visits.js').Visit) => void} */
  function tell(change, visit) {
    const origin = Date.now() - performance.now();
    const begin = begins.get(visit.id) ?? Math.round(origin + visit.begin);
    if (change === 'begun') begins.set(visit.id, begin);
    else begins.delete(visit.id);
    onChange(change, {...visit, begin, end: begin + Math.round(visit.end - visit.begin), id: `${run}-${visit.id}`});
  }

  return {
    /** @type {(tracks: import('./tracker.js').Track[], now: number) => void} Takes the faces of a camera's frame. */
    see(tracks, now) {
      const {begun, ended} = visits.update(tracks, now);
      for (const visit of begun) tell('begun', visit);
      for (const visit of ended) tell('ended', visit);
    },

    /** Ends every visit, because the camera has stopped. */
    leave() {
      for (const visit of visits.finish()) tell('ended', visit);
    },
  };
}
