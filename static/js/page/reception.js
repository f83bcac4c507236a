/** Who came before the camera: visits as they begin and end, in the time of the clock on the wall. */

import {createVisits} from './visits.js';

/**
 * A visit whose begin and end are milliseconds since 1970, with an id that no other one has.
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

    /** Ends every visit: nobody is looked at any longer. */
    leave() {
      for (const visit of visits.finish()) tell('ended', visit);
    },
  };
}
