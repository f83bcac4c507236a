/** The composition root of the page, and the only one that shows failures. */

import {openAlbum} from './album.js';
import {awaitCamera, listCameras} from './camera.js';
import {createChime} from './chime.js';
import {createDetector} from './detector.js';
import {find} from './dom.js';
import {Failure} from './failure.js';
import {createFigures} from './figures.js';
import {isFilm} from './film.js';
import {createGallery} from './gallery.js';
import {setMessages} from './i18n.js';
import {createIntake} from './intake.js';
import {createKiosk} from './kiosk.js';
import {runCamera, runFilm} from './live.js';
import {keepForOffline} from './offline.js';
import {fetchPhoto, readPhoto} from './photo.js';
import {createPreferences} from './preferences.js';
import {createPresenter} from './presenter.js';
import {createReadings} from './readings.js';
import {toCsv, toJson} from './records.js';
import {nameFile, saveFile} from './save.js';
import {sentences} from './sentences.js';
import {recallBackend, rememberBackend} from './settings.js';
import {createTransport} from './transport.js';
import {createUi} from './ui.js';

/** @typedef {(signal: AbortSignal) => Promise<void>} Action */

setMessages(document.documentElement.lang, find('messages', HTMLScriptElement).text);

const video = find('video', HTMLVideoElement);
const {worker = '', models = '', runtime = ''} = find('live', HTMLElement).dataset;

/** @type {{name: string, card: string, model: string, weights: Record<string, string>}[]} What the server publishes, the usual one first. */
const published = JSON.parse(models);

const ui = createUi({
  onStart: () => begin(startCamera),
  onStop: stopCamera,
  onChoose: () => intake.choose(),
  onReload: () => begin(load),
  onSample: (url) => begin(async (signal) => startFiles([await fetchPhoto(url)], signal)),
  onSnapshot: () => presenter.snap()?.toBlob((blob) => blob && saveFile(blob, nameFile('jpg')), 'image/jpeg', 0.92),
  onSaveJson: () => saveFile(new Blob([toJson(source?.listEntries() ?? [])], {type: 'application/json'}), nameFile('json')),
  onSaveCsv: () => saveFile(new Blob([toCsv(source?.listEntries() ?? [])], {type: 'text/csv'}), nameFile('csv')),
});
const preferences = createPreferences(published.map(({name}) => name), applyChange);
const intake = createIntake((files) => begin((signal) => startFiles(files, signal)));
const playChime = createChime();
const kiosk = createKiosk({onChange: changeView, onVerdict: sayVerdict});
const readings = createReadings();
const presenter = createPresenter({
  video,
  still: find('still', HTMLCanvasElement),
  overlay: find('overlay', HTMLCanvasElement),
  ui,
  readings,
  onCounts: kiosk.showCounts,
});

/** @type {import('./look.js').Parts} */
const parts = {
  video,
  presenter,
  readings,
  ui,
  figures: createFigures(),
  gallery: createGallery((index) => select(index).catch(fail)),
  transport: createTransport(video),
  getDetector: () => /** @type {import('./detector.js').Detector} */ (detector),
  getThresholds: () => ({scoreThresh: preferences.values.score_thresh, nmsThresh: preferences.values.nms_thresh}),
  getCamera: () => preferences.values.camera,
};

/** @type {import('./detector.js').Detector | undefined} */
let detector;
/** @type {string[]} */
let classes = [];
let job = new AbortController();
/** @type {import('./look.js').Source | null} */
let source = null;
/** @type {{id: string, mirrored: boolean} | null} */
let camera = null;
/** @type {Action | null} What brought the picture to the stage, to be done again with another model. */
let restart = null;
/** @type {(index: number) => Promise<void>} Brings a photo of the album to the stage. */
let select = async () => {};

kiosk.set(preferences.values.view === 'kiosk');
applyManner();
begin(load);

/**
 * Does what the visitor asked for in place of what went on before, whose signal is aborted.
 * @param {Action} action
 */
async function begin(action) {
  job.abort();
  const {signal} = (job = new AbortController());
  source = null;
  ui.enableSaving(false);
  presenter.leaveVideo();
  try {
    await action(signal);
  } catch (error) {
    if (!signal.aborted) fail(error);
  }
}

/** @param {unknown} error */
function fail(error) {
  const failure = error instanceof Failure ? error : new Failure('internal', error);
  console.warn(failure);
  begin(async (signal) => {
    presenter.clear();
    ui.showFailure(failure.code);
    if (failure.code === 'camera-lost' && camera) awaitCamera(camera.id, () => begin(startCamera), signal);
  });
}

/** @type {Action} */
async function load(signal) {
  ui.wait(sentences.starting());
  ui.enable(false);
  if (!('OffscreenCanvas' in window && 'Worker' in window)) throw new Failure('browser-too-old');
  detector?.close();
  detector = createDetector(worker, {
    onProgress: (loaded, size) => {
      if (loaded < size) ui.showProgress(sentences.downloading(loaded, size), loaded / size);
      else ui.showProgress(sentences.choosing());
    },
    onEngine: (engine) => {
      ui.showEngine(sentences.engine(engine));
      if (!preferences.values.backend) rememberBackend(engine.backend);
    },
  });
  const {values} = preferences;
  const {card, model, weights} = published.find(({name}) => name === values.model) ?? published[0];
  const assets = {card, model, weights, runtime: JSON.parse(runtime)};
  const info = await detector.load({assets, backend: values.backend ?? recallBackend()});
  signal.throwIfAborted();
  classes = info.classes;
  readings.setClasses(classes);
  readings.clear();
  preferences.setModel(info);
  ui.enable(true);
  ui.setState('ready');
  keepForOffline();
  if (values.view === 'kiosk') restart ??= startCamera;
  if (restart) begin(restart);
}

/** @type {Action} */
async function startCamera(signal) {
  restart = startCamera;
  const opened = await runCamera(parts, fail, signal);
  source = camera = opened;
  ui.showCamera(true);
  ui.enableSaving(true);
  signal.addEventListener('abort', () => ui.showCamera(false));
  const offer = async () => preferences.setCameras(await listCameras(), opened.id);
  navigator.mediaDevices.addEventListener('devicechange', offer, {signal});
  await offer();
}

/** Turns the camera off and keeps its last picture. */
async function stopCamera() {
  const picture = await createImageBitmap(video);
  const mirrored = camera?.mirrored ?? null;
  presenter.beginStill(picture, mirrored);
  begin((signal) => startAlbum([{name: 'camera', read: () => createImageBitmap(picture), mirrored}], signal));
}

/** @type {(files: File[], signal: AbortSignal) => Promise<void>} A film is shown alone, in place of photos beside it. */
async function startFiles(files, signal) {
  const film = files.find(isFilm);
  restart = (next) => startFiles(files, next);
  if (!film) {
    return startAlbum(files.map((file) => ({name: file.name, read: () => readPhoto(file), mirrored: null})), signal);
  }
  source = await runFilm(parts, film, fail, signal);
  ui.enableSaving(true);
}

/** @type {(photos: import('./album.js').Photo[], signal: AbortSignal) => Promise<void>} */
async function startAlbum(photos, signal) {
  restart = (next) => startAlbum(photos, next);
  const album = openAlbum(parts, photos, signal);
  source = album;
  select = album.select;
  ui.enableSaving(true);
  await album.done;
}

/** @param {(keyof import('./settings.js').Values)[]} names Of the settings that were changed. */
function applyChange(names) {
  const changed = (/** @type {typeof names} */ ...some) => some.some((name) => names.includes(name));
  applyManner();
  if (changed('model', 'backend')) begin(load);
  else if (changed('camera') && source === camera) begin(startCamera);
  else if (changed('score_thresh', 'nms_thresh')) source?.reconsider().catch(fail);
}

function applyManner() {
  const {mirror, labels = true} = preferences.values;
  presenter.setManner({mirror, labels});
}

/** @param {boolean} active */
function changeView(active) {
  preferences.setKiosk(active);
  if (active && document.body.dataset.state === 'ready') begin(startCamera);
}

/** @param {string | null} label */
function sayVerdict(label) {
  if (label && preferences.values.sound && document.body.dataset.state === 'running') playChime(classes.indexOf(label));
}
