/**
 * How well visits are counted: `node tests/benchmark/visits.mjs [SEEDS]`.
 *
 * Scenes of people with known paths become detections with the faults of a detector: boxes tremble, faces are missed,
 * labels are wrong (single frames, and half a second at a time), whatever flashes up is taken for a face, and a nearer
 * face hides one behind it. The page's own tracker and its visits see nothing but these detections.
 */

import {pathToFileURL} from 'node:url';
import {computeIou} from '../../static/js/detector/boxes.js';
import {createTracker} from '../../static/js/page/tracker.js';
import {createVisits} from '../../static/js/page/visits.js';

const [WIDTH, HEIGHT] = [1280, 720];
const RATES_FPS = [5, 10, 15, 30];
const LABELS = ['mask', 'no_mask'];

/** Shares of frames. */
const [MISSED, WRONG_SINGLE, WRONG_RUN, FLASH] = [0.05, 0.05, 0.04, 0.01];
/** Of a wrong label that lasts. */
const RUN_MS = 500;
/** Of each edge, as a share of the face's side: one standard deviation. */
const TREMBLE = 0.03;
/** Two boxes that share more are one face to the detector. */
const NMS_IOU = 0.4;
/** Whoever is in the picture for less is nobody's visit. */
const COUNTED_MS = 1000;

/**
 * @typedef {object} Person
 * @property {[number, number, number][]} path Milliseconds, x, y of the centre; straight and steady in between.
 * @property {number} side In pixels, of the face's width.
 * @property {(time: number) => string} wears
 * @property {string} label Worn longest.
 * @property {[number, number][]} hidden From, to.
 * @property {number} [wrongUntil]
 */

/** @param {number} seed */
export function createRandom(seed) {
  let state = seed * 2654435761 || 1;
  const random = () => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 1) | 0;
    const mixed = Math.imul(state ^ (state >>> 13), 3266489917);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
  const between = (/** @type {number} */ low, /** @type {number} */ high) => low + (high - low) * random();
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return {random, between, normal, pick: (/** @type {any[]} */ list) => list[Math.floor(random() * list.length)]};
}

/** @typedef {ReturnType<typeof createRandom>} Random */

/** @type {(random: Random, path: Person['path'], more?: Partial<Person>) => Person} */
function makePerson(random, path, more = {}) {
  const label = more.label ?? random.pick(LABELS);
  return {path, side: random.between(60, 160), label, wears: () => label, hidden: [], ...more};
}

/** @type {(random: Random, start: number, y: number, rightwards: boolean, speed: number) => Person['path']} */
function cross(random, start, y, rightwards, speed) {
  const [from, to] = rightwards ? [-100, WIDTH + 100] : [WIDTH + 100, -100];
  return [
    [start, from, y],
    [start + ((WIDTH + 200) / speed) * 1000, to, y + random.between(-60, 60)],
  ];
}

/** Kinds of scenes; each gives the people of about a minute. @type {Record<string, (random: Random) => Person[]>} */
const SCENES = {
  walk(random) {
    return Array.from({length: 12}, (_, i) =>
      makePerson(random, cross(random, i * 5000 + random.between(0, 1500), random.between(150, 550), random.random() < 0.5, random.between(150, 400))),
    );
  },
  cross(random) {
    return Array.from({length: 8}, (_, i) => {
      const [start, y] = [i * 8000, random.between(200, 500)];
      return [true, false].map((rightwards) =>
        makePerson(random, cross(random, start + random.between(0, 500), y + random.between(-25, 25), rightwards, random.between(200, 350))),
      );
    }).flat();
  },
  stop(random) {
    return Array.from({length: 6}, (_, i) => {
      const [start, x, y] = [i * 12_000, random.between(300, 900), random.between(200, 500)];
      const stay = random.between(2000, 6000);
      return makePerson(random, [
        [start, -100, y],
        [start + 2000, x, y],
        [start + 2000 + stay / 2, x + random.between(-20, 20), y + random.between(-15, 15)],
        [start + 2000 + stay, x, y],
        [start + 4000 + stay, WIDTH + 100, y],
      ]);
    });
  },
  hide(random) {
    return Array.from({length: 10}, (_, i) => {
      const start = i * 6000;
      const person = makePerson(random, cross(random, start, random.between(150, 550), random.random() < 0.5, random.between(200, 350)));
      const from = start + random.between(1500, 2500);
      return {...person, hidden: /** @type {[number, number][]} */ ([[from, from + 500]])};
    });
  },
  'come back'(random) {
    return Array.from({length: 5}, (_, i) => {
      const [start, y, rightwards] = [i * 14_000, random.between(150, 550), random.random() < 0.5];
      const person = makePerson(random, cross(random, start, y, rightwards, 350));
      const later = start + random.between(6500, 9000);
      return [person, {...person, path: cross(random, later, y, !rightwards, 350)}];
    }).flat();
  },
  group(random) {
    return Array.from({length: 6}, (_, i) => {
      const [start, rightwards, speed] = [i * 10_000, random.random() < 0.5, random.between(150, 300)];
      return Array.from({length: 3}, (_, j) =>
        makePerson(random, cross(random, start + j * 700, 220 + j * 110 + random.between(-30, 30), rightwards, speed * random.between(0.9, 1.1))),
      );
    }).flat();
  },
  'put on'(random) {
    return Array.from({length: 5}, (_, i) => {
      const [start, x, y] = [i * 14_000, random.between(300, 900), random.between(200, 500)];
      const change = start + random.between(3500, 5000);
      return makePerson(
        random,
        [
          [start, -100, y],
          [start + 2000, x, y],
          [start + 10_000, x, y],
          [start + 12_000, WIDTH + 100, y],
        ],
        {label: 'mask', wears: (time) => (time < change ? 'no_mask' : 'mask')},
      );
    });
  },
};

/** @type {(person: Person, time: number) => number[] | null} The box of a face that is wholly in the picture. */
function boxAt({path, side, hidden}, time) {
  if (hidden.some(([from, to]) => time >= from && time < to)) return null;
  const next = path.findIndex(([at]) => at > time);
  if (next < 1) return null;
  const [[t0, x0, y0], [t1, x1, y1]] = [path[next - 1], path[next]];
  const share = (time - t0) / (t1 - t0);
  const [x, y] = [x0 + share * (x1 - x0), y0 + share * (y1 - y0)];
  const box = [x - side / 2, y - 0.6 * side, x + side / 2, y + 0.6 * side];
  return box[0] >= 0 && box[1] >= 0 && box[2] <= WIDTH && box[3] <= HEIGHT ? box : null;
}

/** @type {(people: Person[], time: number, interval: number, random: Random) => {detections: any[], seen: number, right: number}} */
function detect(people, time, interval, random) {
  /** @type {{box: number[], label: string, score: number}[]} */
  const detections = [];
  let [seen, right] = [0, 0];
  for (const person of [...people].sort((a, b) => b.side - a.side)) {
    const box = boxAt(person, time);
    if (!box || random.random() < MISSED) continue;
    if (detections.some((nearer) => computeIou(Float32Array.from(nearer.box), Float32Array.from(box)) > NMS_IOU || covers(nearer.box, box))) continue;
    if (random.random() < (WRONG_RUN * interval) / RUN_MS) person.wrongUntil = time + RUN_MS;
    const wrong = time < (person.wrongUntil ?? 0) || random.random() < WRONG_SINGLE;
    const worn = person.wears(time);
    const label = wrong ? LABELS[1 - LABELS.indexOf(worn)] : worn;
    seen++;
    right += Number(!wrong);
    detections.push({label, score: random.between(0.55, 0.98), box: box.map((edge) => edge + TREMBLE * person.side * random.normal())});
  }
  if (random.random() < FLASH) {
    const [x, y, side] = [random.between(0, WIDTH - 100), random.between(0, HEIGHT - 120), random.between(40, 100)];
    detections.push({label: random.pick(LABELS), score: 0.6, box: [x, y, x + side, y + 1.2 * side]});
  }
  return {detections, seen, right};
}

/** @type {(nearer: number[], box: number[]) => boolean} Whether the middle of a face lies behind a nearer one. */
function covers([x1, y1, x2, y2], box) {
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  return x > x1 && x < x2 && y > y1 && y < y2;
}

/**
 * @param {string} kind
 * @param {number} fps
 * @param {number} seed
 * @returns {{true: number, counted: number, matched: number, labelled: number, seen: number, right: number}} `labelled`
 *   of the `matched` visits have the label that the person wore longest; `right` of the `seen` faces in frames.
 */
export function runScene(kind, fps, seed) {
  const random = createRandom(seed * 1000 + fps);
  const people = SCENES[kind](random);
  const interval = 1000 / fps;
  const end = Math.max(...people.map(({path}) => path[path.length - 1][0])) + 3000;
  const tracker = createTracker();
  const visits = createVisits();
  const counted = [];
  const spans = people.map(() => /** @type {number[]} */ ([]));
  let [seen, right] = [0, 0];
  for (let time = 0; time < end; time += interval * random.between(0.8, 1.2)) {
    for (const [i, person] of people.entries()) if (boxAt(person, time)) spans[i].push(time);
    const frame = detect(people, time, interval, random);
    seen += frame.seen;
    right += frame.right;
    tracker.update(frame.detections, time);
    counted.push(...visits.update(tracker.tracksAt(time), time).ended);
  }
  counted.push(...visits.finish());

  const truth = people.flatMap(({label}, i) => {
    const [first, last] = [spans[i][0], spans[i].at(-1) ?? 0];
    return last - first >= COUNTED_MS ? [{label, first, last}] : [];
  });
  const pairs = counted
    .flatMap((visit) => truth.map((person) => ({visit, person, shared: overlap(visit, person)})))
    .filter(({shared}) => shared > 0.5)
    .sort((a, b) => b.shared - a.shared || Number(b.visit.label === b.person.label) - Number(a.visit.label === a.person.label));
  const taken = new Set();
  let [matched, labelled] = [0, 0];
  for (const {visit, person} of pairs) {
    if (taken.has(visit) || taken.has(person)) continue;
    taken.add(visit).add(person);
    matched++;
    labelled += Number(visit.label === person.label);
  }
  return {true: truth.length, counted: counted.length, matched, labelled, seen, right};
}

/** @type {(visit: {begin: number, end: number}, person: {first: number, last: number}) => number} IoU of two times. */
function overlap({begin, end}, {first, last}) {
  const shared = Math.min(end, last) - Math.max(begin, first);
  return Math.max(0, shared) / (Math.max(end, last) - Math.min(begin, first));
}

/**
 * @param {number} seeds Scenes of each kind and rate.
 * @returns {Record<string, ReturnType<typeof runScene>>} Sums by kind, and by rate.
 */
export function measure(seeds) {
  const kinds = Object.keys(SCENES);
  const nameRate = (/** @type {number} */ fps) => `${fps} frames per second`;
  const rows = [...kinds, ...RATES_FPS.map(nameRate), 'all'];
  /** @type {Record<string, any>} */
  const sums = Object.fromEntries(rows.map((row) => [row, {}]));
  for (const kind of kinds)
    for (const fps of RATES_FPS)
      for (let seed = 1; seed <= seeds; seed++)
        for (const [name, value] of Object.entries(runScene(kind, fps, seed)))
          for (const row of [kind, nameRate(fps), 'all']) sums[row][name] = (sums[row][name] ?? 0) + value;
  return sums;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log('| scenes | frames right | people | visits | counted | people found | label right |');
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  for (const [row, sum] of Object.entries(measure(Number(process.argv[2] ?? 20)))) {
    const percent = (/** @type {number} */ share) => `${(100 * share).toFixed(1)} %`;
    const cells = [percent(sum.right / sum.seen), sum.true, sum.counted, percent(sum.counted / sum.true), percent(sum.matched / sum.true), percent(sum.labelled / sum.matched)];
    console.log(`| ${[row, ...cells].join(' | ')} |`);
  }
}
