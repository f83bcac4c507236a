/** The composition root of the page, and the only one that shows failures. */

import {createClient} from '../client/client.js';
import {Failure, toFailure} from '../client/failure.js';
import {fetchPhoto} from '../client/photo.js';
import {listFiles} from './choose-model.js';
import {createCounter} from './counter.js';
import {find} from './dom.js';
import {toCsv, toJson} from './entries.js';
import {setMessages, t} from './i18n.js';
import {createModelLoader} from './load-model.js';
import {keepForOffline} from './offline.js';
import {createPlayer} from './player.js';
import {createPresenter} from './presenter.js';
import {createReception} from './reception.js';
import {dayOf} from './record/days.js';
import {createStore} from './record/store.js';
import {createSettings} from './settings/settings.js';
import {createState} from './state.js';
import {createButtons} from './ui/buttons.js';
import {createChime} from './ui/chime.js';
import {createFailurePanel} from './ui/failure-panel.js';
import {createFilmBar} from './ui/film-bar.js';
import {createGallery} from './ui/gallery.js';
import {createIntake} from './ui/intake.js';
import {createKiosk} from './ui/kiosk.js';
import {createLiteNotice} from './ui/lite-notice.js';
import {createResults} from './ui/results.js';
import {nameFile, saveFile} from './ui/save.js';
import {createStage} from './ui/stage.js';
import {createTimings} from './ui/timings.js';
import {createToday} from './ui/today.js';
import {createWebhook} from './webhook.js';
import {nameEngine} from './wording.js';

/** How long an unattended reception view waits before it retries after a failure. */
const RETRY_MS = 30_000;

/** Interval between two updates of today's visits, because none is triggered at midnight. */
const TODAY_MS = 60_000;

setMessages(document.documentElement.lang, find('messages', HTMLScriptElement).text);

const video = find('video', HTMLVideoElement);
const {worker = '', models = '', runtime = '', serviceWorker = '', webhook} = find('live', HTMLElement).dataset;

/** @type {import('./choose-model.js').Published[]} */
const published = JSON.parse(models);

/** @type {import('../client/messages.js').BackendName | undefined} What the network runs on. */
let backend;
/** @type {string[]} */
let classes = [];
let ready = false;
/** @type {File[]} Given before the model was ready. */
let early = [];

const state = createState();
const stage = createStage(state);
const counter = createCounter();
const results = createResults();
const client = createClient(worker, {
  onProgress(loaded, size) {
    if (loaded < size) stage.showProgress(t('downloading', {loaded: loaded / 1e6, size: size / 1e6}), loaded / size);
    else stage.showProgress(t('choosing'));
  },
  onEngine(engine) {
    backend = engine.backend;
    stage.showEngine(nameEngine(engine));
  },
});
const buttons = createButtons({
  onStart: () => player.startCamera(),
  onStop: () => player.stopCamera(),
  onChoose: () => intake.choose(),
  onSample: (url, name) => player.startFiles(async () => [await fetchPhoto(url, name)]),
  onSnapshot: () => presenter.snap()?.toBlob((blob) => blob && saveFile(blob, nameFile('jpg')), 'image/jpeg', 0.92),
  onSaveJson: () => saveFile(new Blob([toJson(player.listEntries())], {type: 'application/json'}), nameFile('json')),
  onSaveCsv: () => saveFile(new Blob([toCsv(player.listEntries())], {type: 'text/csv'}), nameFile('csv')),
});
const failurePanel = createFailurePanel(state, {
  camera: () => player.startCamera(),
  load: () => player.begin(load),
  photo: () => intake.choose(),
});
const settings = createSettings(published.map(({name}) => name), applyChange);
const liteNotice = createLiteNotice(() => settings.chooseModel(published[0].name));
const loadModel = createModelLoader({
  published,
  runtime: JSON.parse(runtime),
  client,
  settings,
  liteNotice,
  getBackend: () => backend,
});
const intake = createIntake(openFiles);
const playChime = createChime();
const store = createStore();
const today = createToday(new Date(performance.timeOrigin));
const tell = createWebhook(webhook);
const reception = createReception((change, visit) => {
  tell(change, visit);
  if (settings.values.record) keep(visit).catch(console.warn);
});
const kiosk = createKiosk({onChange: changeView, onVerdict: soundVerdict});
const presenter = createPresenter({
  video,
  still: find('still', HTMLCanvasElement),
  overlay: find('overlay', HTMLCanvasElement),
  stage,
  counter,
  results,
  onCounts: kiosk.showCounts,
});
const player = createPlayer(
  {
    video,
    client,
    getThresholds: () => ({scoreThresh: settings.values.score_thresh, nmsThresh: settings.values.nms_thresh}),
    getCamera: () => settings.values.camera,
    state,
    counter,
    presenter,
    reception,
    buttons,
    stage,
    timings: createTimings(),
    gallery: createGallery((index) => player.select(index)),
    filmBar: createFilmBar(video),
  },
  {onFail: fail, onCameras: settings.setCameras},
);

kiosk.set(settings.values.view === 'kiosk');
applyManner();
player.begin(load);
showToday();
setInterval(showToday, TODAY_MS);
addEventListener('pagehide', reception.leave);

/** @param {File[]} files */
function openFiles(files) {
  if (ready) player.startFiles(async () => files);
  else early = files;
}

/** @param {unknown} error */
function fail(error) {
  const failure = toFailure(error);
  const {code} = failure;
  if (code === 'stale') return;
  console.warn(failure);
  if (code === 'film-broken') return failurePanel.show(code); // The results so far can still be saved.
  player.begin(async (signal) => {
    presenter.clear();
    failurePanel.show(code);
    if (code === 'camera-lost' || code === 'camera-missing') player.awaitCamera(signal);
    if (settings.values.view === 'kiosk') retry(signal);
  });
}

/** @param {AbortSignal} signal */
function retry(signal) {
  const timer = setTimeout(() => player.begin(load), RETRY_MS);
  signal.addEventListener('abort', () => clearTimeout(timer));
}

/** @type {import('./player.js').Action} */
async function load(signal) {
  stage.wait(t('starting'));
  ready = false;
  buttons.enable(ready);
  if (!('OffscreenCanvas' in window && 'Worker' in window)) throw new Failure('browser-too-old');
  await /** @type {{isolation?: Promise<void>}} */ (self).isolation;
  const {model, info} = await loadModel(signal);
  classes = info.classes;
  counter.setClasses(classes);
  results.clear(counter.count([]));
  settings.setDefaults(info.thresholds);
  settings.setClasses(classes);
  ready = true;
  buttons.enable(ready);
  state.set('ready');
  keepForOffline(serviceWorker, listFiles(model));
  if (early.length) openFiles(early.splice(0));
  else player.repeat();
  if (settings.values.view === 'kiosk' && state.get() === 'ready') player.startCamera();
}

/** @param {(keyof import('./settings/values.js').Values)[]} names Of the settings that were changed. */
function applyChange(names) {
  const changed = (/** @type {typeof names} */ ...some) => some.some((name) => names.includes(name));
  applyManner();
  if (changed('record', 'today')) showToday();
  if (changed('model', 'backend')) player.begin(load);
  else if (changed('camera')) player.changeCamera();
  else if (changed('score_thresh', 'nms_thresh')) player.reconsider();
}

function applyManner() {
  const {mirror, labels = true, hide} = settings.values;
  presenter.setManner({mirror, labels, hide});
}

/** @param {boolean} active */
function changeView(active) {
  settings.setKiosk(active);
  showToday();
  if (active && state.get() === 'ready') player.startCamera();
}

/** @param {string | null} label */
function soundVerdict(label) {
  if (label && settings.values.sound && state.get() === 'running') playChime(classes.indexOf(label));
}

/** @param {import('./reception.js').DatedVisit} visit */
async function keep(visit) {
  await store.put(visit);
  await showToday();
  if (settings.values.view === 'kiosk') await store.persist();
}

/** Shows today's visits from the record, if that is set. */
async function showToday() {
  const {record, view} = settings.values;
  if (!record || !settings.values.today || view !== 'kiosk') return today.show(null);
  try {
    const day = dayOf(Date.now());
    const {counts = {}} = (await store.readDays()).find((other) => other.day === day) ?? {};
    today.show(new Map([...counter.count([]), ...Object.entries(counts)]));
  } catch (error) {
    console.warn(error);
    today.show(null);
  }
}
