/** The composition root of the page that explains the detector. */

import {createClient} from '../client/client.js';
import {toFailure} from '../client/failure.js';
import {fetchPhoto, readPhoto} from '../client/photo.js';
import {generateAnchors} from '../detector/anchors.js';
import {computeIou} from '../detector/boxes.js';
import {openCamera} from './camera.js';
import {find} from './dom.js';
import {describeFailure} from './failure-messages.js';
import {setMessages, t} from './i18n.js';
import {drawAnchors, drawBoxes} from './lesson-draw.js';
import {createState} from './state.js';
import {formatScore} from './wording.js';

/** How long a camera needs to adapt to the light. */
const EXPOSURE_MS = 700;

setMessages(document.documentElement.lang, find('messages', HTMLScriptElement).text);

const {worker = '', models = '', runtime = '', sample = ''} = find('lesson', HTMLElement).dataset;
const [published] = JSON.parse(models);
const trouble = find('trouble', HTMLElement);
const video = find('video', HTMLVideoElement);
const file = find('file', HTMLInputElement);
const anchorsCanvas = find('anchors', HTMLCanvasElement);
const score = find('score', HTMLInputElement);
const overlap = find('overlap', HTMLInputElement);

const state = createState();
const client = createClient(worker, {
  onCard(card) {
    model = card;
    anchors = generateAnchors(model.anchors);
    chooseMap(map);
  },
});

/** @type {import('../client/messages.js').ModelInfo} */
let model;
/** @type {Float32Array} */
let anchors;
/** @type {ImageBitmap | undefined} */
let picture;
let wishes = 0;
let map = Number(/** @type {HTMLInputElement} */ (document.querySelector('#maps :checked')).value);
let cell = {row: 0, column: 0};

find('camera', HTMLButtonElement).addEventListener('click', () => attempt(() => showLatest(takePhoto)));
find('photo', HTMLButtonElement).addEventListener('click', () => file.click());
file.addEventListener('change', () => {
  const [chosen] = file.files ?? [];
  file.value = '';
  if (chosen) attempt(() => showLatest(() => readPhoto(chosen)));
});
find('maps', HTMLElement).addEventListener('change', ({target}) => chooseMap(Number(/** @type {HTMLInputElement} */ (target).value)));
anchorsCanvas.addEventListener('pointermove', pointAt);
anchorsCanvas.addEventListener('pointerdown', pointAt);
anchorsCanvas.addEventListener('keydown', step);
for (const slider of [score, overlap]) slider.addEventListener('input', () => attempt(showBoxes));
new ResizeObserver(() => attempt(redraw)).observe(anchorsCanvas);
const loading = load();
attempt(async () => void (await Promise.all([start(), loading])));

/**
 * Runs a step and shows its failure.
 * @param {() => Promise<void>} action
 */
async function attempt(action) {
  trouble.hidden = true;
  try {
    await action();
  } catch (error) {
    console.warn(error);
    const {code} = toFailure(error);
    if (code === 'stale') return;
    trouble.textContent = describeFailure(code).text;
    trouble.hidden = false;
    state.set('error');
  }
}

/** Shows the sample, unless the visitor has already chosen a picture. */
async function start() {
  const photo = await readPhoto(await fetchPhoto(sample));
  if (!picture) await show(photo);
}

async function load() {
  await client.load({assets: {...published, runtime: JSON.parse(runtime)}, backend: null});
}

/**
 * Loads a picture and shows it, unless another was requested meanwhile.
 * @param {() => Promise<ImageBitmap>} getPicture
 */
async function showLatest(getPicture) {
  const wish = ++wishes;
  const newest = await getPicture();
  if (wish === wishes) await show(newest);
}

/** @returns {Promise<ImageBitmap>} The camera's picture, a moment after it was turned on. */
async function takePhoto() {
  const camera = await openCamera(video);
  try {
    await new Promise((resolve) => setTimeout(resolve, EXPOSURE_MS));
    return await createImageBitmap(video);
  } finally {
    camera.stop();
  }
}

/** @param {ImageBitmap} newest */
async function show(newest) {
  picture = newest;
  drawMap();
  await loading;
  if (picture !== newest) return;
  const {detections, image} = await client.detect(await createImageBitmap(picture));
  if (detections.length) chooseNearest(detections[0].box, image);
  await showBoxes();
  state.set('ready');
}

async function redraw() {
  drawMap();
  if (state.get() === 'ready') await showBoxes();
}

/** @param {number} index */
function chooseMap(index) {
  map = index;
  const [rows, columns] = model.anchors.featureMaps[map];
  choose(Math.floor(rows / 2), Math.floor(columns / 2));
}

/**
 * Selects the anchor with the highest IoU with a face.
 * @param {number[]} box xyxy, in pixels.
 * @param {{width: number, height: number}} image
 */
function chooseNearest(box, image) {
  const face = Float32Array.from(box, (edge, i) => edge / (i % 2 ? image.height : image.width));
  const overlaps = Array.from({length: anchors.length / 4}, (_, i) => computeIou(face, anchors.subarray(i * 4, i * 4 + 4)));
  let place = Math.floor(overlaps.indexOf(Math.max(...overlaps)) / countPerCell());
  map = model.anchors.featureMaps.findIndex(([rows, columns]) => {
    if (place < rows * columns) return true;
    place -= rows * columns;
    return false;
  });
  const [, columns] = model.anchors.featureMaps[map];
  const radios = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('#maps input'));
  radios[map].checked = true;
  choose(Math.floor(place / columns), place % columns);
}

/** @param {PointerEvent} event */
function pointAt({clientX, clientY}) {
  if (!model) return;
  const {left, top, width, height} = anchorsCanvas.getBoundingClientRect();
  const [rows, columns] = model.anchors.featureMaps[map];
  choose(Math.floor(((clientY - top) / height) * rows), Math.floor(((clientX - left) / width) * columns));
}

/** @param {KeyboardEvent} event */
function step(event) {
  const moves = /** @type {Record<string, [number, number]>} */ ({
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
  });
  const move = moves[event.key];
  if (!move || !model) return;
  event.preventDefault();
  choose(cell.row + move[0], cell.column + move[1]);
}

/** @type {(row: number, column: number) => void} */
function choose(row, column) {
  const [rows, columns] = model.anchors.featureMaps[map];
  cell = {row: Math.min(Math.max(row, 0), rows - 1), column: Math.min(Math.max(column, 0), columns - 1)};
  drawMap();
}

function drawMap() {
  if (!model) return;
  const {featureMaps} = model.anchors;
  const [rows, columns] = featureMaps[map];
  const perCell = countPerCell();
  const before = countCells(featureMaps.slice(0, map));
  const first = (before + cell.row * columns + cell.column) * perCell;
  const boxes = Array.from({length: perCell}, (_, i) => anchors.subarray((first + i) * 4, (first + i + 1) * 4));
  drawAnchors(anchorsCanvas, picture, model.input, {rows, columns, ...cell}, boxes);
  const sizes = boxes.map(([x1, y1, x2, y2]) => {
    return `${Math.round((x2 - x1) * model.input.width)} × ${Math.round((y2 - y1) * model.input.height)}`;
  });
  const place = {row: cell.row + 1, column: cell.column + 1, rows, columns};
  find('cell', HTMLElement).textContent = t('lesson-cell', {...place, sizes: sizes.join(', ')});
}

/** @param {number[][]} featureMaps Rows and columns of each. */
function countCells(featureMaps) {
  return featureMaps.reduce((sum, [rows, columns]) => sum + rows * columns, 0);
}

function countPerCell() {
  return anchors.length / 4 / countCells(model.anchors.featureMaps);
}

/** Boxes above the score, before and after suppression. */
async function showBoxes() {
  const [scoreThresh, nmsThresh] = [score.valueAsNumber, overlap.valueAsNumber];
  find('score-value', HTMLOutputElement).value = formatScore(scoreThresh);
  find('overlap-value', HTMLOutputElement).value = formatScore(nmsThresh);
  if (!picture || !model) return;
  const before = await client.reconsider({scoreThresh, nmsThresh: 1});
  const after = await client.reconsider({scoreThresh, nmsThresh});
  if (!before || !after) return;
  drawBoxes(find('before', HTMLCanvasElement), picture, before);
  drawBoxes(find('after', HTMLCanvasElement), picture, after);
  find('before-text', HTMLElement).textContent = t('lesson-before', {count: before.length});
  find('after-text', HTMLElement).textContent = t('lesson-after', {count: after.length});
}
