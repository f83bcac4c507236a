/**
 * The card: how to read a model's input and output, from `card.json`.
 *
 * The card is the single source of truth for input size, colour order, classes, anchors, thresholds and
 * output names. Python and JavaScript read the same file; both refuse an unknown or a missing key.
 */

/** Layouts of the network: ours, or one that was built elsewhere. */
const NETWORKS = ['usual', 'lite', 'other'];

/**
 * The network's input: a picture resized to height × width, each pixel value times `scale`.
 * @typedef {object} Input
 * @property {number} height
 * @property {number} width
 * @property {'RGB'} colorOrder
 * @property {number} scale
 * @property {'squash'} resize
 */

/**
 * Anchors of each feature map, see `generateAnchors`.
 * @typedef {object} AnchorSpec
 * @property {number[][]} featureMaps [height, width] in cells, one per head, in the order of the network's output.
 * @property {number[][]} scales [s1, s2] per feature map, as a share of the input's side.
 * @property {number[]} aspectRatios width / height; every ratio is used at s1, only the first one at s2.
 * @property {number} numAnchors
 */

/**
 * Defaults, each 0..1: keep a face when its score is greater; suppress a box when its IoU is greater.
 * @typedef {{score: number, nms: number}} Thresholds
 */

/**
 * Names of the network's two outputs.
 * @typedef {{bboxRegression: string, scores: string}} Outputs
 */

/**
 * A validated card. `published` holds values that the converter adds, null in an author's card.
 * @typedef {object} Card
 * @property {string} name
 * @property {string} network One of NETWORKS.
 * @property {Input} input
 * @property {string[]} classes
 * @property {AnchorSpec} anchors
 * @property {number[]} variances
 * @property {Thresholds} thresholds
 * @property {Outputs} outputs
 * @property {Record<string, unknown> | null} published
 */

/**
 * Validates a card's decoded JSON.
 * @param {unknown} content
 * @returns {Card}
 * @throws {RangeError} A key is missing, unknown or has a value out of range; the message names the key.
 */
export function parseCard(content) {
  const card = mapping(
    'card',
    content,
    ['name', 'network', 'input', 'classes', 'anchors', 'variances', 'thresholds', 'outputs'],
    ['published'],
  );
  const anchors = parseAnchors(card.anchors);
  return {
    name: text('name', card.name),
    network: parseNetwork(card.network),
    input: parseInput(card.input),
    classes: sequence('classes', card.classes, text, {atLeast: 1, distinct: true}),
    anchors,
    variances: sequence('variances', card.variances, positive, {exactly: 4}),
    thresholds: parseThresholds(card.thresholds),
    outputs: parseOutputs(card.outputs),
    published: 'published' in card ? parsePublished(card.published, anchors) : null,
  };
}

/** @type {(content: unknown) => string} */
function parseNetwork(content) {
  const name = text('network', content);
  require(NETWORKS.includes(name), 'network', `one of ${NETWORKS.join(', ')}`, name);
  return name;
}

/** @type {(content: unknown) => Input} */
function parseInput(content) {
  const keys = mapping('input', content, ['height', 'width', 'color_order', 'scale', 'resize']);
  require(keys.color_order === 'RGB', 'input.color_order', '"RGB"', keys.color_order);
  require(keys.resize === 'squash', 'input.resize', '"squash"', keys.resize);
  return {
    height: positiveInteger('input.height', keys.height),
    width: positiveInteger('input.width', keys.width),
    colorOrder: 'RGB',
    scale: positive('input.scale', keys.scale),
    resize: 'squash',
  };
}

/** @type {(content: unknown) => AnchorSpec} */
function parseAnchors(content) {
  const keys = mapping('anchors', content, ['feature_maps', 'scales', 'aspect_ratios']);
  const featureMaps = sequence(
    'anchors.feature_maps',
    keys.feature_maps,
    (key, value) => sequence(key, value, positiveInteger, {exactly: 2}),
    {atLeast: 1},
  );
  const scales = sequence(
    'anchors.scales',
    keys.scales,
    (key, value) => sequence(key, value, positive, {exactly: 2}),
    {exactly: featureMaps.length},
  );
  const aspectRatios = sequence('anchors.aspect_ratios', keys.aspect_ratios, positive, {atLeast: 1});
  const cells = featureMaps.reduce((sum, [rows, columns]) => sum + rows * columns, 0);
  return {featureMaps, scales, aspectRatios, numAnchors: cells * (aspectRatios.length + 1)};
}

/** @type {(content: unknown) => Thresholds} */
function parseThresholds(content) {
  const keys = mapping('thresholds', content, ['score', 'nms']);
  return {score: share('thresholds.score', keys.score), nms: share('thresholds.nms', keys.nms)};
}

/** @type {(content: unknown) => Outputs} */
function parseOutputs(content) {
  const keys = mapping('outputs', content, ['bbox_regression', 'scores']);
  const outputs = {
    bboxRegression: text('outputs.bbox_regression', keys.bbox_regression),
    scores: text('outputs.scores', keys.scores),
  };
  require(outputs.bboxRegression !== outputs.scores, 'outputs.scores', 'another name', outputs.scores);
  return outputs;
}

/** @type {(content: unknown, anchors: AnchorSpec) => Record<string, unknown>} */
function parsePublished(content, {numAnchors}) {
  const keys = mapping('published', content, [
    'num_anchors',
    'weights_sha256',
    'weight_type',
    'rounding_error',
    'export_error',
    'average_precision',
  ]);
  require(keys.num_anchors === numAnchors, 'published.num_anchors', numAnchors, keys.num_anchors);
  return keys;
}

/** @type {(condition: boolean, key: string, expected: string | number, got: unknown) => void} */
function require(condition, key, expected, got) {
  if (!condition) throw new RangeError(`card key '${key}': expected ${expected}, got ${JSON.stringify(got)}`);
}

/** @type {(key: string, value: unknown, required: string[], optional?: string[]) => Record<string, unknown>} */
function mapping(key, value, required, optional = []) {
  const object = typeof value === 'object' && value !== null && !Array.isArray(value);
  require(object, key, 'an object', value);
  const keys = /** @type {Record<string, unknown>} */ (value);
  const inside = key === 'card' ? '' : `${key}.`;
  for (const name of required) {
    if (!Object.hasOwn(keys, name)) {
      throw new RangeError(`card key '${inside}${name}': expected a value, it is missing`);
    }
  }
  const known = [...required, ...optional];
  for (const name of Object.keys(keys)) {
    if (!known.includes(name)) {
      throw new RangeError(`card key '${inside}${name}': unknown, expected one of ${known.join(', ')}`);
    }
  }
  return keys;
}

/**
 * @template T
 * @param {string} key
 * @param {unknown} value
 * @param {(key: string, value: unknown) => T} parse
 * @param {{exactly?: number, atLeast?: number, distinct?: boolean}} rules
 * @returns {T[]}
 */
function sequence(key, value, parse, {exactly, atLeast = 0, distinct = false}) {
  if (!Array.isArray(value)) throw new RangeError(`card key '${key}': expected a list, got ${JSON.stringify(value)}`);
  if (exactly !== undefined) require(value.length === exactly, key, `${exactly} entries`, value);
  require(value.length >= atLeast, key, `at least ${atLeast} entries`, value);
  const parsed = value.map((item, index) => parse(`${key}[${index}]`, item));
  require(!distinct || new Set(parsed).size === parsed.length, key, 'distinct entries', value);
  return parsed;
}

/** @type {(key: string, value: unknown) => string} */
function text(key, value) {
  require(typeof value === 'string' && value !== '', key, 'a non-empty string', value);
  return /** @type {string} */ (value);
}

/** @type {(key: string, value: unknown) => number} */
function positive(key, value) {
  require(Number.isFinite(value) && Number(value) > 0, key, 'a number > 0', value);
  return Number(value);
}

/** @type {(key: string, value: unknown) => number} */
function share(key, value) {
  const number = Number(value);
  require(Number.isFinite(value) && number >= 0 && number <= 1, key, 'a number in 0..1', value);
  return number;
}

/** @type {(key: string, value: unknown) => number} */
function positiveInteger(key, value) {
  require(Number.isInteger(value) && Number(value) > 0, key, 'an integer > 0', value);
  return Number(value);
}
