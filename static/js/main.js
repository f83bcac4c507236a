/** The composition root of the page, and the only one that shows failures. */

import {grabFrame, openCamera} from './camera.js';
import {createDetector} from './detector.js';
import {find} from './dom.js';
import {drawDetections, drawStill} from './draw.js';
import {Failure} from './failure.js';
import {setMessages} from './i18n.js';
import {createRateMeter, startLoop} from './loop.js';
import {readPhoto} from './photo.js';
import {createReadings} from './readings.js';
import {sentences} from './sentences.js';
import {recallBackend, rememberBackend} from './settings.js';
import {createUi} from './ui.js';

/** @typedef {import('./messages.js').Assets} Assets */
/** @typedef {import('./messages.js').BackendName} BackendName */
/** @typedef {import('./messages.js').Detection} Detection */
/** @typedef {import('./messages.js').Engine} Engine */
/** @typedef {import('./pixels.js').Frame} Frame */

setMessages(document.documentElement.lang, find('messages', HTMLScriptElement).text);

const video = find('video', HTMLVideoElement);
const still = find('still', HTMLCanvasElement);
const overlay = find('overlay', HTMLCanvasElement);
const {worker = '', card = '', model = '', runtime = ''} = find('live', HTMLElement).dataset;

/** In the page's address: a backend to be used whatever is faster. */
const wish = /** @type {BackendName | null} */ (new URLSearchParams(location.search).get('backend'));

const readings = createReadings();
const ui = createUi({
  onStart: () => attempt(runCamera),
  onStop: () => attempt(stopCamera),
  onPhoto: (file) => attempt((job) => analysePhoto(job, file)),
  onThreshold: changeThreshold,
  onReload: () => attempt(load),
});

/** @type {import('./detector.js').Detector | undefined} */
let detector;
/** @type {import('./camera.js').Camera | undefined} */
let camera;
/** @type {(() => void) | undefined} */
let endLoop;
/** @type {{detections: Detection[], image: {width: number, height: number}, mirrored: boolean} | undefined} */
let shown;
/** @type {number | undefined} */
let scoreThresh;
let currentJob = 0;
let engine = '';

new ResizeObserver(redraw).observe(overlay);
attempt(load);

/**
 * Does what the visitor asked for in place of what went on before. A job whose number is no longer the
 * current one is stale: it must leave the page alone.
 * @param {(job: number) => Promise<void>} action
 */
async function attempt(action) {
  const job = ++currentJob;
  endLoop?.();
  try {
    await action(job);
  } catch (error) {
    if (job === currentJob) fail(error);
  }
}

/** @param {unknown} error */
function fail(error) {
  const failure = error instanceof Failure ? error : new Failure('internal', error);
  console.warn(failure);
  currentJob++;
  closeCamera();
  show(null);
  ui.showFailure(failure.code);
  ui.setState('error');
}

/** @param {string} text */
function wait(text) {
  ui.showProgress(text);
  ui.setState('loading');
}

/** @param {number} job */
async function load(job) {
  wait(sentences.starting());
  if (!('OffscreenCanvas' in window && 'Worker' in window)) throw new Failure('browser-too-old');
  detector?.close();
  detector = createDetector(worker, {
    onProgress: (loaded, size) => {
      if (loaded < size) ui.showProgress(sentences.downloading(loaded, size), loaded / size);
      else ui.showProgress(sentences.choosing());
    },
    onEngine: showEngine,
  });
  /** @type {Assets} */
  const assets = {card, model, runtime: JSON.parse(runtime)};
  const info = await detector.load({assets, backend: wish ?? recallBackend()});
  if (job !== currentJob) return;
  scoreThresh ??= info.scoreThresh;
  readings.setClasses(info.classes);
  ui.enable(scoreThresh);
  ui.setState('ready');
}

/** @param {number} job */
async function runCamera(job) {
  closeCamera();
  wait(sentences.opening());
  const opened = await openCamera(video, () => fail(new Failure('camera-lost')));
  if (job !== currentJob) return opened.stop();
  camera = opened;
  show(null);
  ui.showOnStage('video', {width: video.videoWidth, height: video.videoHeight, mirrored: opened.mirrored});
  ui.setState('running');

  const countFrame = createRateMeter();
  endLoop = startLoop(video, async () => {
    try {
      await analyse(job, grabFrame(video), opened.mirrored);
      const rate = countFrame(performance.now());
      if (rate && job === currentJob) ui.showEngine(`${engine} · ${sentences.framesPerSecond(rate)}`);
    } catch (error) {
      if (job === currentJob) fail(error);
    }
  });
}

/**
 * Turns the camera off and keeps its last picture.
 * @param {number} job
 */
async function stopCamera(job) {
  const mirrored = camera?.mirrored ?? false;
  const picture = await createImageBitmap(video);
  closeCamera();
  await analyseStill(job, picture, mirrored);
}

/** @type {(job: number, file: File) => Promise<void>} */
async function analysePhoto(job, file) {
  closeCamera();
  wait(sentences.looking());
  const picture = await readPhoto(file);
  if (job === currentJob) await analyseStill(job, picture, false);
}

/** @type {(job: number, picture: ImageBitmap, mirrored: boolean) => Promise<void>} */
async function analyseStill(job, picture, mirrored) {
  drawStill(still, picture);
  show(null);
  ui.showOnStage('still', {width: picture.width, height: picture.height, mirrored});
  ui.showEngine(engine);
  await analyse(job, Promise.resolve(picture), mirrored);
  if (job === currentJob) ui.setState('paused');
}

/** @type {(job: number, frame: Promise<Frame>, mirrored: boolean) => Promise<void>} */
async function analyse(job, frame, mirrored) {
  const start = performance.now();
  const result = await detector?.detect(await frame, {scoreThresh});
  if (!result || job !== currentJob) return;
  show({...result, mirrored});
  const {timings, tensors} = result;
  performance.measure('picture', {start, detail: {...timings, tensors}});
  performance.clearMeasures('picture');
  readings.showFigures(sentences.figures(result, performance.now() - start));
}

/** @param {number} value */
async function changeThreshold(value) {
  scoreThresh = value;
  const job = currentJob;
  if (camera || !shown) return;
  const detections = await detector?.reconsider({scoreThresh});
  if (detections && shown && job === currentJob) show({...shown, detections});
}

/** @param {typeof shown | null} picture Null for none. */
function show(picture) {
  shown = picture ?? undefined;
  redraw();
  if (picture) {
    readings.showDetections(picture.detections);
  } else {
    readings.clear();
    ui.clearStage();
  }
}

function redraw() {
  const {detections, image, mirrored} = shown ?? {detections: [], image: {width: 1, height: 1}, mirrored: false};
  drawDetections(overlay, detections, image, mirrored);
}

function closeCamera() {
  endLoop?.();
  camera?.stop();
  camera = undefined;
}

/** @param {Engine} chosen */
function showEngine(chosen) {
  engine = sentences.engine(chosen);
  ui.showEngine(engine);
  if (!wish) rememberBackend(chosen.backend);
}
