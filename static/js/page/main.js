/** The composition root of the page, and the only one that shows failures. */

import {createChime} from './ui/chime.js';
import {createDetector} from '../client/client.js';
import {find} from './dom.js';
import {Failure} from '../client/failure.js';
import {createFigures} from './ui/figures.js';
import {createGallery} from './ui/gallery.js';
import {setMessages} from './i18n.js';
import {createIntake} from './ui/intake.js';
import {createKiosk} from './ui/kiosk.js';
import {keepForOffline} from './offline.js';
import {fetchPhoto} from '../client/photo.js';
import {createPlayer} from './player.js';
import {createPreferences} from './settings/preferences.js';
import {createPresenter} from './presenter.js';
import {createReadings} from './ui/readings.js';
import {toCsv, toJson} from './records.js';
import {nameFile, saveFile} from './ui/save.js';
import {sentences} from './sentences.js';
import {recallBackend, rememberBackend} from './settings/values.js';
import {createTransport} from './ui/film-bar.js';
import {createUi} from './ui/ui.js';

setMessages(document.documentElement.lang, find('messages', HTMLScriptElement).text);

const video = find('video', HTMLVideoElement);
const {worker = '', models = '', runtime = ''} = find('live', HTMLElement).dataset;

/**
 * What the server publishes, the usual one first.
 * @type {{name: string, card: string, model: string, weights: Record<string, string>}[]}
 */
const published = JSON.parse(models);

const ui = createUi({
  onStart: () => player.startCamera(),
  onStop: () => player.stopCamera(),
  onChoose: () => intake.choose(),
  onReload: () => player.begin(load),
  onSample: (url) => player.startFiles(async () => [await fetchPhoto(url)]),
  onSnapshot: () => presenter.snap()?.toBlob((blob) => blob && saveFile(blob, nameFile('jpg')), 'image/jpeg', 0.92),
  onSaveJson: () => saveFile(new Blob([toJson(player.listEntries())], {type: 'application/json'}), nameFile('json')),
  onSaveCsv: () => saveFile(new Blob([toCsv(player.listEntries())], {type: 'text/csv'}), nameFile('csv')),
});
const preferences = createPreferences(published.map(({name}) => name), applyChange);
const intake = createIntake(take);
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

const parts = {
  video,
  presenter,
  readings,
  ui,
  figures: createFigures(),
  gallery: createGallery((index) => player.select(index)),
  transport: createTransport(video),
  getDetector: () => /** @type {import('../client/client.js').Detector} */ (detector),
  getThresholds: () => ({scoreThresh: preferences.values.score_thresh, nmsThresh: preferences.values.nms_thresh}),
  getCamera: () => preferences.values.camera,
};

const player = createPlayer(parts, {onFail: fail, onCameras: preferences.setCameras});

/** @type {import('../client/client.js').Detector | undefined} */
let detector;
/** @type {string[]} */
let classes = [];
let ready = false;
/** @type {File[]} Given before the detector was ready. */
let early = [];

kiosk.set(preferences.values.view === 'kiosk');
applyManner();
player.begin(load);

/** @param {File[]} files */
function take(files) {
  if (ready) player.startFiles(async () => files);
  else early = files;
}

/** @param {unknown} error */
function fail(error) {
  const failure = error instanceof Failure ? error : new Failure('internal', error);
  console.warn(failure);
  if (failure.code === 'film-broken') return ui.showFailure(failure.code); // What was seen of it can still be saved.
  player.begin(async (signal) => {
    presenter.clear();
    ui.showFailure(failure.code);
    if (failure.code === 'camera-lost' || failure.code === 'camera-missing') player.awaitCamera(signal);
  });
}

/** @type {import('./player.js').Action} */
async function load(signal) {
  ui.wait(sentences.starting());
  ready = false;
  ui.enable(ready);
  if (!('OffscreenCanvas' in window && 'Worker' in window)) throw new Failure('browser-too-old');
  detector?.close();
  /** @type {import('../worker/model.js').BackendName | undefined} */
  let backend;
  detector = createDetector(worker, {
    onProgress: (loaded, size) => {
      if (loaded < size) ui.showProgress(sentences.downloading(loaded, size), loaded / size);
      else ui.showProgress(sentences.choosing());
    },
    onEngine: (engine) => {
      backend = engine.backend;
      ui.showEngine(sentences.engine(engine));
    },
  });
  const {values} = preferences;
  const {card, model, weights} = published.find(({name}) => name === values.model) ?? published[0];
  const assets = {card, model, weights, runtime: JSON.parse(runtime)};
  const info = await detector.load({assets, backend: values.backend ?? recallBackend()});
  signal.throwIfAborted();
  if (!values.backend && backend) rememberBackend(backend);
  classes = info.classes;
  readings.setClasses(classes);
  readings.clear();
  preferences.setModel(info);
  ready = true;
  ui.enable(ready);
  ui.setState('ready');
  keepForOffline();
  if (early.length) take(early.splice(0));
  else player.repeat();
  if (values.view === 'kiosk' && document.body.dataset.state === 'ready') player.startCamera();
}

/** @param {(keyof import('./settings/values.js').Values)[]} names Of the settings that were changed. */
function applyChange(names) {
  const changed = (/** @type {typeof names} */ ...some) => some.some((name) => names.includes(name));
  applyManner();
  if (changed('model', 'backend')) player.begin(load);
  else if (changed('camera')) player.changeCamera();
  else if (changed('score_thresh', 'nms_thresh')) player.reconsider();
}

function applyManner() {
  const {mirror, labels = true} = preferences.values;
  presenter.setManner({mirror, labels});
}

/** @param {boolean} active */
function changeView(active) {
  preferences.setKiosk(active);
  if (active && document.body.dataset.state === 'ready') player.startCamera();
}

/** @param {string | null} label */
function sayVerdict(label) {
  if (label && preferences.values.sound && document.body.dataset.state === 'running') playChime(classes.indexOf(label));
}
