/** Every sentence that the page's scripts say. */

/** @typedef {'camera' | 'load' | 'photo' | 'upload'} Way What the visitor can do next. */

/**
 * @typedef {object} Sentence
 * @property {string} title
 * @property {string} text
 * @property {Way[]} ways
 */

/** @type {<T extends Record<string, Sentence>>(sentences: T) => Record<keyof T, Sentence>} */
const check = (sentences) => sentences;

export const FAILURES = check({
  'camera-denied': {
    title: 'The camera is not allowed',
    text: 'The browser was told not to let this page use the camera. Allow it in the address bar or in the browser’s settings, then try again.',
    ways: ['camera', 'photo', 'upload'],
  },
  'camera-missing': {
    title: 'No camera found',
    text: 'This device offers no camera. Connect one and try again, or choose a photo instead.',
    ways: ['camera', 'photo', 'upload'],
  },
  'camera-busy': {
    title: 'The camera is busy',
    text: 'Another program seems to be using the camera. Close it there, then try again.',
    ways: ['camera', 'photo', 'upload'],
  },
  'camera-lost': {
    title: 'The camera is gone',
    text: 'The camera was unplugged or taken back. Connect it again, then start it anew.',
    ways: ['camera', 'photo', 'upload'],
  },
  'camera-insecure': {
    title: 'No camera without a secure address',
    text: 'Browsers lend the camera only to pages on https:// or on this very computer. Open the page at such an address, or choose a photo.',
    ways: ['photo', 'upload'],
  },
  'model-unreachable': {
    title: 'The model could not be fetched',
    text: 'The connection broke, or the server does not answer. Check the connection and try again.',
    ways: ['load', 'upload'],
  },
  'runtime-broken': {
    title: 'The detector stopped',
    text: 'The part of the page that looks at pictures could not start or broke off. Reload the page; if that does not help, use the form.',
    ways: ['load', 'upload'],
  },
  'no-backend': {
    title: 'This browser cannot run the model',
    text: 'Neither its graphics nor its processor could compute a picture. A newer browser can; until then the server does it for you.',
    ways: ['upload'],
  },
  'browser-too-old': {
    title: 'This browser is too old',
    text: 'It lacks what is needed to look at pictures by itself. A newer browser can; until then the server does it for you.',
    ways: ['upload'],
  },
  'photo-unsupported': {
    title: 'Not a picture',
    text: 'The file is not a picture that can be read here. Choose a JPEG, PNG, WebP, BMP or GIF file.',
    ways: ['photo', 'upload'],
  },
  'photo-broken': {
    title: 'Damaged picture',
    text: 'The picture is damaged or incomplete. Save it again from its source and retry.',
    ways: ['photo', 'upload'],
  },
  internal: {
    title: 'Something went wrong',
    text: 'This should not have happened. Reload the page; if it happens again, use the form.',
    ways: ['load', 'upload'],
  },
});

/** @type {Record<Way, string>} */
export const WAYS = {
  camera: 'Try the camera again',
  load: 'Try again',
  photo: 'Choose a photo',
  upload: 'Use the upload form',
};

/** @type {Record<string, string>} What a label of the model is called. */
const LABELS = {mask: 'mask', no_mask: 'no mask'};

/** @type {Record<import('./model.js').BackendName, string>} */
const BACKENDS = {webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WebAssembly', cpu: 'JavaScript'};

export const sentences = {
  label: (/** @type {string} */ label) => LABELS[label] ?? label.replaceAll('_', ' '),
  score: (/** @type {number} */ score) => `${Math.round(score * 100)}%`,
  starting: 'Starting…',
  downloading: (/** @type {number} */ loaded, /** @type {number} */ size) =>
    `Fetching the model: ${(loaded / 1e6).toFixed(1)} of ${(size / 1e6).toFixed(1)} MB`,
  choosing: 'Finding the fastest way to compute on this device…',
  opening: 'Waiting for the camera…',
  looking: 'Looking at the photo…',
  engine: (/** @type {import('./messages.js').Engine} */ {backend, threads}) =>
    backend === 'wasm' && threads > 1 ? `${BACKENDS.wasm}, ${threads} threads` : BACKENDS[backend],
  framesPerSecond: (/** @type {number} */ fps) => `${fps < 10 ? fps.toFixed(1) : Math.round(fps)} frames per second`,
  /** @type {(result: import('./messages.js').Result, total: number) => Record<string, string>} */
  figures({image, timings, tensors}, total) {
    return {
      Picture: `${image.width} × ${image.height} pixels`,
      'Reading the pixels': this.milliseconds(timings.pixels),
      'Fitting to the network': this.milliseconds(timings.preprocess),
      Network: this.milliseconds(timings.network),
      'Finding faces in its output': this.milliseconds(timings.postprocess),
      'All, until drawn': this.milliseconds(total),
      'Tensors in memory': String(tensors),
    };
  },
  milliseconds: (/** @type {number} */ ms) => `${ms.toFixed(1)} ms`,
  count(/** @type {Map<string, number>} */ counts) {
    const parts = [...counts].filter(([, count]) => count).map(([label, count]) => `${count} ${this.label(label)}`);
    return parts.length ? parts.join(', ') : 'no face found';
  },
};
