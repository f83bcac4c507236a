/** The drawings of the page that explains the detector. */

/** @typedef {import('../detector/postprocess.js').Detection} Detection */

/** The line style of each anchor of a cell. */
const DASHES = [[], [7, 5], [2, 4], [12, 4, 2, 4]];

/**
 * Draws a picture as the network sees it, the grid of a map, and the anchors of one of its cells.
 * @param {HTMLCanvasElement} canvas
 * @param {ImageBitmap | undefined} picture
 * @param {{width: number, height: number}} input Of the network; only its proportion counts.
 * @param {{rows: number, columns: number, row: number, column: number}} cell
 * @param {Float32Array[]} boxes xyxy, in shares of the picture.
 */
export function drawAnchors(canvas, picture, input, {rows, columns, row, column}, boxes) {
  const {context, width, height, colour} = prepare(canvas, input);
  if (picture) context.drawImage(picture, 0, 0, width, height);
  context.fillStyle = 'rgb(0 0 0 / 35%)';
  context.fillRect(0, 0, width, height);

  context.strokeStyle = 'rgb(255 255 255 / 32%)';
  context.lineWidth = 1;
  context.beginPath();
  for (let i = 1; i < columns; i++) line(context, (i * width) / columns, 0, (i * width) / columns, height);
  for (let i = 1; i < rows; i++) line(context, 0, (i * height) / rows, width, (i * height) / rows);
  context.stroke();

  context.fillStyle = 'rgb(255 255 255 / 55%)';
  context.fillRect((column * width) / columns, (row * height) / rows, width / columns, height / rows);
  boxes.forEach((box, i) => {
    context.setLineDash(DASHES[i % DASHES.length]);
    outline(context, [box[0] * width, box[1] * height, box[2] * width, box[3] * height], colour('--anchor'), 2.5);
  });
  context.setLineDash([]);
}

/**
 * Draws a picture and boxes over it, readable even if there are many.
 * @param {HTMLCanvasElement} canvas
 * @param {ImageBitmap} picture
 * @param {Detection[]} detections Boxes in pixels of the picture.
 */
export function drawBoxes(canvas, picture, detections) {
  const {context, width, height, colour} = prepare(canvas, picture);
  context.drawImage(picture, 0, 0, width, height);
  const scale = width / picture.width;
  for (const {label, box} of [...detections].reverse()) {
    const known = colour(`--label-${label}`) || colour('--label-other');
    outline(context, box.map((edge) => edge * scale), known, 2);
  }
}

/**
 * Fits a canvas to its place on the page.
 * @param {HTMLCanvasElement} canvas
 * @param {{width: number, height: number}} shape
 */
function prepare(canvas, shape) {
  canvas.style.aspectRatio = `${shape.width} / ${shape.height}`;
  const width = canvas.clientWidth;
  const height = (width * shape.height) / shape.width;
  Object.assign(canvas, {width: Math.round(width * devicePixelRatio), height: Math.round(height * devicePixelRatio)});
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.scale(devicePixelRatio, devicePixelRatio);
  const style = getComputedStyle(canvas);
  return {context, width, height, colour: (/** @type {string} */ name) => style.getPropertyValue(name)};
}

/** @type {(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number) => void} */
function line(context, x1, y1, x2, y2) {
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
}

/** @type {(context: CanvasRenderingContext2D, box: number[], colour: string, width: number) => void} */
function outline(context, [x1, y1, x2, y2], colour, width) {
  for (const [stroke, thickness] of /** @type {[string, number][]} */ ([['rgb(0 0 0 / 45%)', width + 1.5], [colour, width]])) {
    context.strokeStyle = stroke;
    context.lineWidth = thickness;
    context.strokeRect(x1, y1, x2 - x1, y2 - y1);
  }
}
