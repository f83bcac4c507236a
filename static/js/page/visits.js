/**
 * Turns tracked faces into visits: each person in front of the camera counts once.
 *
 * A visit begins when a face is confirmed and ends when it has left. A face that is lost and soon appears again near
 * its expected position continues its visit; a person who comes back later is a new visit. docs/decisions/0017 has the
 * rules and their limits. Pure: the caller passes the time, and boxes are in any unit.
 */

import {measureBox} from './tracker.js';

/** @typedef {import('./tracker.js').Track} Track */

/**
 * @typedef {object} Visit
 * @property {number} id Of this run of the page, from 1 on.
 * @property {number} begin Milliseconds.
 * @property {number} end Milliseconds: when the face was last seen.
 * @property {string} label The one that was worn longest so far.
 * @property {string[]} labels Those that were worn for a while, in order: `['no_mask', 'mask']` if a mask was put on.
 * @property {number} score Mean, 0..1.
 */

/** How long a face must be seen to be confirmed. */
const SURE_MS = 400;

/** How long a lost face may be away and still be the same visit. */
const AWAY_MS = 1500;

/** At low frame rates, how many frames and how long it may be away at most. */
const [AWAY_FRAMES, AWAY_MOST_MS] = [2.5, 10_000];

/** How far from its expected position a lost face may appear again, in sides of its box. */
const REACH = 1.5;

/** How much larger or smaller it may be then. */
const GROWTH = 1.8;

/** Distance that a different label adds between two faces, in sides of a box. */
const OTHER_LABEL = 0.5;

/** How long a lost face is expected to keep its speed. */
const HORIZON_MS = 800;

/** Time constant (1/e) of the speed's average. */
const SPEED_MS = 250;

/** How long another label must be seen to count as worn. */
const WORN_MS = 1000;

/**
 * @typedef {object} Presence
 * @property {Visit | null} visit Once the face is confirmed.
 * @property {number} track
 * @property {number} begin
 * @property {number} last When it was last seen.
 * @property {number[]} box
 * @property {number[]} speed Of the centre, per millisecond.
 * @property {Map<string, number>} worn Milliseconds of each label.
 * @property {number} scores Sum of scores, each times its milliseconds.
 * @property {string} label The current one.
 * @property {number} since When that label was first seen in a row.
 * @property {string[]} labels
 */

/**
 * @returns {{
 *   update: (tracks: Track[], now: number) => {begun: Visit[], ended: Visit[]},
 *   finish: () => Visit[],
 * }} `update` takes the faces of a frame and returns the visits that began and ended; `finish` ends all visits.
 */
export function createVisits() {
  /** @type {Presence[]} */
  let presences = [];
  let lastId = 0;
  let before = Infinity;

  return {
    update(tracks, now) {
      const patience = Math.min(Math.max(AWAY_MS, AWAY_FRAMES * (now - before)), AWAY_MOST_MS);
      before = now;
      const gone = presences.filter(({last}) => now - last > patience);
      presences = presences.filter((presence) => !gone.includes(presence));

      const known = new Map(presences.map((presence) => [presence.track, presence]));
      const seen = tracks.filter((track) => track.seen === now);
      const fresh = seen.filter(({id}) => !known.has(id));
      for (const track of seen) {
        const presence = known.get(track.id);
        if (presence) see(presence, track);
      }
      const again = match(presences.filter(({last}) => last < now), fresh, now);
      for (const [track, presence] of again) see(Object.assign(presence, {track: track.id}), track);
      presences.push(...fresh.filter((track) => !again.has(track)).map(begin));

      /** @type {Visit[]} */
      const begun = [];
      for (const presence of presences) {
        if (presence.last - presence.begin < SURE_MS) continue;
        if (!presence.visit) begun.push((presence.visit = {...describe(presence), id: ++lastId}));
        Object.assign(presence.visit, describe(presence));
      }
      return {begun, ended: listVisits(gone)};
    },

    finish() {
      const ended = listVisits(presences);
      presences = [];
      return ended;
    },
  };
}

/** @type {(presences: Presence[]) => Visit[]} */
function listVisits(presences) {
  return presences.flatMap(({visit}) => visit ?? []);
}

/** @type {(track: Track) => Presence} */
function begin({id, label, box, seen}) {
  return {
    visit: null,
    track: id,
    begin: seen,
    last: seen,
    box,
    speed: [0, 0],
    worn: new Map(),
    scores: 0,
    label,
    since: seen,
    labels: [],
  };
}

/** @type {(presence: Presence, track: Track) => void} */
function see(presence, {label, score, box, seen}) {
  const elapsed = seen - presence.last;
  const [from, to] = [measureBox(presence.box), measureBox(box)];
  const newest = 1 - Math.exp(-elapsed / SPEED_MS);
  const [vx, vy] = presence.speed;
  presence.speed = [vx + newest * ((to.x - from.x) / elapsed - vx), vy + newest * ((to.y - from.y) / elapsed - vy)];
  presence.box = box;
  presence.last = seen;
  presence.worn.set(label, (presence.worn.get(label) ?? 0) + elapsed);
  presence.scores += score * elapsed;
  if (label !== presence.label) Object.assign(presence, {label, since: seen});
  if (seen - presence.since >= WORN_MS && presence.labels.at(-1) !== label) presence.labels.push(label);
}

/** @type {(presence: Presence) => Omit<Visit, 'id'>} */
function describe({begin, last, worn, scores, labels}) {
  const [label] = [...worn].reduce((longest, other) => (other[1] > longest[1] ? other : longest));
  return {begin, end: last, label, labels: labels.length ? [...labels] : [label], score: scores / (last - begin)};
}

/**
 * Pairs new faces with lost faces, the nearest pair first.
 * @type {(lost: Presence[], fresh: Track[], now: number) => Map<Track, Presence>}
 */
function match(lost, fresh, now) {
  const candidates = fresh.flatMap((track) =>
    lost.map((presence) => ({track, presence, distance: measureDistance(presence, track, now)})),
  );
  const pairs = new Map();
  const taken = new Set();
  candidates.sort((a, b) => a.distance - b.distance);
  for (const {track, presence, distance} of candidates) {
    if (distance > REACH || pairs.has(track) || taken.has(presence)) continue;
    pairs.set(track, presence);
    taken.add(presence);
  }
  return pairs;
}

/** @type {(presence: Presence, track: Track, now: number) => number} In sides of the box; infinite for another face. */
function measureDistance({box, speed, last, label}, track, now) {
  const [from, to] = [measureBox(box), measureBox(track.box)];
  if (Math.max(from.side, to.side) > GROWTH * Math.min(from.side, to.side)) return Infinity;
  const ahead = Math.min(now - last, HORIZON_MS);
  const distance = Math.hypot(from.x + speed[0] * ahead - to.x, from.y + speed[1] * ahead - to.y);
  return distance / from.side + (label === track.label ? 0 : OTHER_LABEL);
}
