/** Draws pictures, and detections over them. */

import {hideFaces} from './hide.js';
import {nameLabel} from './i18n.js';
import {formatScore} from './wording.js';

/** @typedef {import('../client/messages.js').Detection} Detection */

/** Lines of each label's mark in a unit square, for people who cannot see the colour. */
const MARKS = /** @type {Record<string, number[][][]>} */ ({
  mask: [[[0.05, 0.55], [0.38, 0.88], [0.95, 0.15]]],
  no_mask: [[[0.1, 0.1], [0.9, 0.9]], [[0.9, 0.1], [0.1, 0.9]]],
  mask_worn_incorrectly: [[[0.5, 0.02], [0.5, 0.6]], [[0.5, 0.86], [0.5, 0.98]]],
});

/** Of a tag, in sizes of its letters. */
const [MARK_EM, GAP_EM, PADDING_EM] = [0.8, 0.4, 0.45];

/** The longest side of a still picture on screen; the analysed picture is not reduced. */
const STILL_SIDE_PX = 2048;

/**
 * Paints a still picture.
 * @param {HTMLCanvasElement} canvas Takes the picture's size, or less.
 * @param {ImageBitmap} picture
 */
export function drawStill(canvas, picture) {
  const reduction = Math.min(1, STILL_SIDE_PX / Math.max(picture.width, picture.height));
  const [width, height] = [picture.width, picture.height].map((side) => Math.ceil(side * reduction));
  Object.assign(canvas, {width, height});
  canvas.getContext('2d')?.drawImage(picture, 0, 0, width, height);
}

/**
 * How boxes are drawn.
 * @typedef {object} Manner
 * @property {boolean} mirrored Whether the picture is mirrored; text never is.
 * @property {boolean} labels Whether label and score are written; the mark always is, and a class without a mark always
 *   has its label.
 */

/**
 * Draws boxes over a picture on the page, in place of the previous drawing.
 * @param {HTMLCanvasElement} canvas Laid out exactly over the picture.
 * @param {Detection[]} detections
 * @param {{width: number, height: number}} image The picture's own size in pixels.
 * @param {Manner} manner
 */
export function drawOverlay(canvas, detections, image, manner) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const {clientWidth, clientHeight} = canvas;
  const [width, height] = [clientWidth, clientHeight].map((side) => Math.round(side * devicePixelRatio));
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, {width, height});
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.clearRect(0, 0, clientWidth, clientHeight);
  drawDetections(context, detections, image, {width: clientWidth, height: clientHeight}, manner, getComputedStyle(canvas));
}

/**
 * Draws a picture with its boxes, as it is seen on the page; the faces of `hidden` cannot be recognised in it.
 * @param {HTMLVideoElement | HTMLCanvasElement} picture
 * @param {{width: number, height: number}} size Of the drawing, in pixels.
 * @param {Detection[]} detections
 * @param {{width: number, height: number}} image The size in which the boxes are given.
 * @param {Manner} manner
 * @param {Detection[]} hidden
 * @returns {HTMLCanvasElement}
 */
export function drawSnapshot(picture, size, detections, image, manner, hidden) {
  const canvas = Object.assign(document.createElement('canvas'), size);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  if (manner.mirrored) context.setTransform(-1, 0, 0, 1, size.width, 0);
  context.drawImage(picture, 0, 0, size.width, size.height);
  context.resetTransform();
  const scaled = hidden.map(({box}) => scaleBox(box, image, size, manner.mirrored));
  hideFaces(context, scaled);
  drawDetections(context, detections, image, size, manner, getComputedStyle(document.body));
  return canvas;
}

/**
 * @type {(context: CanvasRenderingContext2D, detections: Detection[], image: {width: number, height: number},
 *   size: {width: number, height: number}, manner: Manner, style: CSSStyleDeclaration) => void}
 */
function drawDetections(context, detections, image, {width, height}, {mirrored, labels}, style) {
  const unit = Math.max(width / 320, 1.6);
  const size = 5.5 * unit + 3;
  context.font = `600 ${size}px ui-sans-serif, system-ui, sans-serif`;
  context.textBaseline = 'middle';
  const frames = detections.map(({label, score, box}) => {
    const [left, top, right, bottom] = scaleBox(box, image, {width, height}, mirrored);
    const known = label in MARKS ? label : 'other';
    const colours = [style.getPropertyValue(`--label-${known}`), style.getPropertyValue(`--on-label-${known}`)];
    const text = labels || !MARKS[label] ? `${nameLabel(label)} ${formatScore(score)}` : '';
    /** @type {(text: string) => Tag} */
    const lay = (text) => layTag(context, [left, top], text, MARKS[label] ?? [], {unit, size, limit: width});
    return {box: [left, top, right, bottom], colours, tag: lay(MARKS[label] ? '' : text), whole: lay(text)};
  });
  for (const frame of frames)
    if (!frames.some((other) => other !== frame && overlap(frame.whole, other.tag))) frame.tag = frame.whole;
  for (const {box, colours, tag} of [...frames].reverse()) {
    drawFrame(context, box, colours[0], unit);
    drawTag(context, tag, size, colours);
  }
}

/** @type {(box: number[], image: {width: number, height: number}, size: {width: number, height: number}, mirrored: boolean) => number[]} */
function scaleBox(box, image, {width, height}, mirrored) {
  const [x1, top, x2, bottom] = box.map((edge, i) => (i % 2 ? (edge * height) / image.height : (edge * width) / image.width));
  return mirrored ? [width - x2, top, width - x1, bottom] : [x1, top, x2, bottom];
}

/**
 * Draws a thin outline with thick corners, on a soft dark edge that is visible on any picture.
 * @type {(context: CanvasRenderingContext2D, box: number[], colour: string, unit: number) => void}
 */
function drawFrame(context, [left, top, right, bottom], colour, unit) {
  const arm = Math.min(right - left, bottom - top) / 4;
  const corners = new Path2D();
  for (const [x, y, dx, dy] of [
    [left, top, arm, arm],
    [right, top, -arm, arm],
    [right, bottom, -arm, -arm],
    [left, bottom, arm, -arm],
  ]) {
    corners.moveTo(x + dx, y);
    corners.lineTo(x, y);
    corners.lineTo(x, y + dy);
  }
  context.lineCap = context.lineJoin = 'round';
  context.strokeStyle = 'rgb(0 0 0 / 45%)';
  context.lineWidth = 2 * unit;
  context.stroke(corners);
  context.strokeStyle = colour;
  context.lineWidth = unit / 2;
  context.strokeRect(left, top, right - left, bottom - top);
  context.lineWidth = 1.4 * unit;
  context.stroke(corners);
}

/**
 * Draws mark, label and score above the box, or inside it if there is no space above. Only the mark is drawn if the
 * words would cover another face's tag.
 * @typedef {{x: number, y: number, width: number, height: number, mark: number[][][], text: string}} Tag
 */

/**
 * @type {(context: CanvasRenderingContext2D, corner: number[], text: string, mark: number[][][],
 *   measures: {unit: number, size: number, limit: number}) => Tag} `size` is that of the letters, which are set.
 */
function layTag(context, [left, top], text, mark, {unit, size, limit}) {
  if (!text && !mark.length) return {x: 0, y: 0, width: 0, height: 0, mark, text};
  const gap = mark.length && text ? GAP_EM * size : 0;
  const width = context.measureText(text).width + (mark.length ? MARK_EM * size : 0) + gap + 2 * PADDING_EM * size;
  const height = (1 + 1.1 * PADDING_EM) * size;
  const above = top - height - 1.5 * unit;
  return {
    x: Math.max(0, Math.min(left, limit - width)),
    y: above >= 0 ? above : Math.max(top, 0) + 1.5 * unit,
    width,
    height,
    mark,
    text,
  };
}

/** @type {(a: Tag, b: Tag) => boolean} */
const overlap = (a, b) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** @type {(context: CanvasRenderingContext2D, tag: Tag, size: number, colours: string[]) => void} */
function drawTag(context, {x, y, width, height, mark, text}, size, [colour, onColour]) {
  if (!width) return;
  const middle = y + height / 2;
  const start = x + PADDING_EM * size;
  context.fillStyle = colour;
  context.beginPath();
  context.roundRect(x, y, width, height, height / 4);
  context.fill();
  context.strokeStyle = context.fillStyle = onColour;
  context.lineWidth = size / 7;
  context.beginPath();
  for (const [first, ...others] of mark) {
    const at = (/** @type {number[]} */ [u, v]) => /** @type {[number, number]} */ ([
      start + u * MARK_EM * size,
      middle + (v - 0.5) * MARK_EM * size,
    ]);
    context.moveTo(...at(first));
    for (const point of others) context.lineTo(...at(point));
  }
  context.stroke();
  context.fillText(text, start + (mark.length ? (MARK_EM + GAP_EM) * size : 0), middle + size * 0.06);
}
