/**
 * Tracks faces across frames, for the drawing and the counters of moving pictures.
 *
 * A g-h filter follows the position and speed of each face. A label changes only when the new one has had the higher
 * average score. Pure: the caller passes the time, and boxes are in any unit.
 */

import {computeIou} from '../detector/boxes.js';

/** @typedef {import('../detector/postprocess.js').Detection} Detection */

/**
 * A tracked face: a detection with an ID, and the time in milliseconds when it was last detected.
 * @typedef {Detection & {id: number, seen: number}} Track
 */

/** A detection belongs to a face if their IoU is above this, the pair with the highest IoU first. */
const SAME_FACE = 0.25;

/**
 * Other detections belong to the nearest face within this distance, in sides of its box. A person who walks past the
 * camera at arm's length moves by ten sides per second, so at low frame rates boxes do not overlap.
 */
const [PACE_PER_MS, FURTHEST] = [0.01, 2];

/**
 * Detections before a face counts, because a single one may be a false alarm. One is enough in the first frame and at
 * low frame rates.
 */
const CONFIRMED = 2;

/** How long a face stays without being detected. */
const PATIENCE_MS = 400;

/** Gains of the g-h filter: the share of the prediction error that corrects the position and the speed. */
const [GAIN_PLACE, GAIN_SPEED] = [0.5, 0.12];

/** How long a face is expected to keep its speed. */
const HORIZON_MS = 150;

/** Time constant (1/e) of a corrected box's move to its new position. */
const GLIDE_MS = 60;

/** Time constant (1/e) of a label's average score. */
const MEMORY_MS = 400;

/** By how much another label's average must be higher to replace the current one. */
const MARGIN = 0.1;

/**
 * @typedef {object} State What is known of a face at the time of its last detection.
 * @property {number} id
 * @property {number} time Milliseconds.
 * @property {number} hits
 * @property {number[]} box
 * @property {number[]} speed Of each edge, per millisecond.
 * @property {number[]} gap From `box` to its drawn position at that time.
 * @property {string} label
 * @property {Map<string, number>} belief Recent average score of each label; a frame with another label counts as 0.
 */

/**
 * @returns {{
 *   update: (detections: Detection[], now: number) => void,
 *   tracksAt: (now: number) => Track[],
 * }} `update` takes the detections in the frame at time `now`, in milliseconds; `tracksAt` returns the
 *   confirmed faces at any later time, the oldest first.
 */
export function createTracker() {
  /** @type {State[]} */
  let faces = [];
  let lastId = 0;
  let before = -Infinity;

  return {
    update(detections, now) {
      const pairs = match(faces, detections, now);
      for (const [face, detection] of pairs) correct(face, detection, now);
      const missed = faces.filter((face) => now - face.time <= PATIENCE_MS && (pairs.has(face) || face.hits >= CONFIRMED));
      const known = new Set(pairs.values());
      const fresh = detections.filter((detection) => !known.has(detection));
      const hits = now - before > PATIENCE_MS ? CONFIRMED : 1;
      faces = [...missed, ...fresh.map((detection) => begin(++lastId, detection, now, hits))];
      before = now;
    },

    tracksAt(now) {
      return faces
        .filter(({hits}) => hits >= CONFIRMED)
        .map((face) => ({
          id: face.id,
          seen: face.time,
          label: face.label,
          score: face.belief.get(face.label) ?? 0,
          box: shownAt(face, now),
        }));
    },
  };
}

/** @type {(id: number, detection: Detection, time: number, hits: number) => State} */
function begin(id, {label, score, box}, time, hits) {
  return {id, time, hits, box, speed: [0, 0, 0, 0], gap: [0, 0, 0, 0], label, belief: new Map([[label, score]])};
}

/** @type {(face: State, detection: Detection, now: number) => void} */
function correct(face, {label, score, box}, now) {
  const elapsed = Math.max(now - face.time, 1);
  const drawn = shownAt(face, now);
  const expected = predict(face, now);
  const error = box.map((edge, i) => edge - expected[i]);
  face.box = expected.map((edge, i) => edge + GAIN_PLACE * error[i]);
  face.speed = face.speed.map((speed, i) => speed + (GAIN_SPEED * error[i]) / elapsed);
  face.gap = face.box.map((edge, i) => drawn[i] - edge);
  face.time = now;
  face.hits++;

  const kept = Math.exp(-elapsed / MEMORY_MS);
  for (const name of new Set([...face.belief.keys(), label])) {
    face.belief.set(name, kept * (face.belief.get(name) ?? 0) + (1 - kept) * (name === label ? score : 0));
  }
  if ((face.belief.get(label) ?? 0) > (face.belief.get(face.label) ?? 0) + MARGIN) face.label = label;
}

/** @type {(face: State, now: number) => number[]} */
function predict({box, speed, time}, now) {
  const ahead = Math.min(now - time, HORIZON_MS);
  return box.map((edge, i) => edge + speed[i] * ahead);
}

/** @type {(face: State, now: number) => number[]} */
function shownAt(face, now) {
  const left = Math.exp(-(now - face.time) / GLIDE_MS);
  return predict(face, now).map((edge, i) => edge + face.gap[i] * left);
}

/**
 * Pairs faces with detections: first overlapping ones by descending IoU, then the nearest; each at most once.
 * @type {(faces: State[], detections: Detection[], now: number) => Map<State, Detection>}
 */
function match(faces, detections, now) {
  const candidates = faces.flatMap((face) => {
    const expected = Float32Array.from(predict(face, now));
    return detections.map((detection) => ({face, detection, likeness: compare(expected, detection.box, now - face.time)}));
  });
  const pairs = new Map();
  const taken = new Set();
  candidates.sort((a, b) => b.likeness - a.likeness);
  for (const {face, detection, likeness} of candidates) {
    if (likeness === -Infinity || pairs.has(face) || taken.has(detection)) continue;
    pairs.set(face, detection);
    taken.add(detection);
  }
  return pairs;
}

/** @type {(expected: Float32Array, box: number[], elapsed: number) => number} IoU, minus the distance, or -Infinity. */
function compare(expected, box, elapsed) {
  const iou = computeIou(expected, Float32Array.from(box));
  if (iou > SAME_FACE) return iou;
  const [from, to] = [measureBox([...expected]), measureBox(box)];
  const distance = Math.hypot(from.x - to.x, from.y - to.y) / Math.min(from.side, to.side);
  return distance < Math.min(PACE_PER_MS * elapsed, FURTHEST) ? -distance : -Infinity;
}

/** @type {(box: number[]) => {x: number, y: number, side: number}} Its centre, and the side of a square of its area. */
export function measureBox([x1, y1, x2, y2]) {
  return {x: (x1 + x2) / 2, y: (y1 + y2) / 2, side: Math.sqrt((x2 - x1) * (y2 - y1))};
}
