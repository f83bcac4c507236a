/**
 * Detections of single frames to faces that stay: what is drawn and counted while a picture moves.
 *
 * Each face is followed by a g-h filter, which knows its place and its speed; a label changes only when the
 * newer one has been seen for longer. Pure: the time is given, boxes are in any unit.
 */

import {computeIou} from '../detector/boxes.js';

/** @typedef {import('../detector/postprocess.js').Detection} Detection */

/**
 * A face that is followed: a detection with a number of its own, and the time in milliseconds when it was last detected.
 * @typedef {Detection & {id: number, seen: number}} Track
 */

/** A detection belongs to the face with which it shares more than this IoU, the most similar pair first. */
const SAME_FACE = 0.25;

/**
 * What is left then belongs to the nearest face, if it went no further than this, in sides of its box: who walks by
 * at arm's length of the camera moves by ten of them in a second, and leaves no overlap where frames are seldom.
 */
const [PACE_PER_MS, FURTHEST] = [0.01, 2];

/**
 * Detections before a face counts: what flashes up in a single frame is no face. At the first frame, and where
 * frames come too seldom to wait for the next, one is enough.
 */
const CONFIRMED = 2;

/** How long a face stays without being detected. */
const PATIENCE_MS = 400;

/** Share of the difference between the predicted and the detected place that goes into place and speed. */
const [GAIN_PLACE, GAIN_SPEED] = [0.5, 0.12];

/** How long a face is expected to go on as it moved. */
const HORIZON_MS = 150;

/** In which a corrected box glides to its new place, down to a share of 1/e. */
const GLIDE_MS = 60;

/** How far back a label looks at what was seen, down to a share of 1/e. */
const MEMORY_MS = 400;

/** By how much another label must be believed more to take its place. */
const MARGIN = 0.1;

/**
 * @typedef {object} State What is known of a face at the time of its last detection.
 * @property {number} id
 * @property {number} time Milliseconds.
 * @property {number} hits
 * @property {number[]} box
 * @property {number[]} speed Of each edge, per millisecond.
 * @property {number[]} gap From `box` to where it was drawn at that time.
 * @property {string} label
 * @property {Map<string, number>} belief Score that each label had lately, on average; 0 where another was seen.
 */

/**
 * @returns {{
 *   update: (detections: Detection[], now: number) => void,
 *   tracksAt: (now: number) => Track[],
 * }} `update` takes what was detected in the frame of time `now`, in milliseconds; `tracksAt` tells where the
 *   confirmed faces are at any later time, the oldest face first.
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
 * Pairs faces with detections: those that overlap, the pair of the largest IoU first, then the nearest; each at most once.
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
