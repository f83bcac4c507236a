/** Converts frames and pictures to pixels, inside the worker. */

/** Above this a canvas may fail on phones; the network sees far less anyway. */
const MAX_CANVAS_PIXELS = 16_000_000;

/** @typedef {import('../client/messages.js').Frame} Frame */

/**
 * RGBA, opaque; valid until the next picture is read.
 * @typedef {{data: Uint8ClampedArray, width: number, height: number}} Pixels
 */

/**
 * Makes a reader that keeps its memory from frame to frame.
 * @returns {(frame: Frame) => Promise<Pixels>} Transparent parts become white; large pictures are reduced.
 */
export function createPixelReader() {
  const canvas = new OffscreenCanvas(1, 1);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (
    canvas.getContext('2d', {alpha: false, willReadFrequently: true})
  );
  let copy = new Uint8ClampedArray(0);

  return async (frame) => {
    const {width, height} = sizeOf(frame);
    if (isCopyable(frame)) {
      if (copy.length !== width * height * 4) copy = new Uint8ClampedArray(width * height * 4);
      await frame.copyTo(copy, {format: 'RGBA'});
      return {data: copy, width, height};
    }
    const reduction = Math.min(1, Math.sqrt(MAX_CANVAS_PIXELS / (width * height)));
    const [columns, rows] = [width, height].map((side) => Math.max(1, Math.round(side * reduction)));
    if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, {width: columns, height: rows});
    context.fillStyle = 'white';
    context.imageSmoothingQuality = 'high';
    context.fillRect(0, 0, columns, rows);
    context.drawImage(frame, 0, 0, columns, rows);
    return context.getImageData(0, 0, columns, rows);
  };
}

/**
 * @param {Frame} frame
 * @returns {{width: number, height: number}} Displayed size in pixels.
 */
export function sizeOf(frame) {
  return 'displayWidth' in frame
    ? {width: frame.displayWidth, height: frame.displayHeight}
    : {width: frame.width, height: frame.height};
}

/**
 * Whether the frame can be copied as RGBA without a canvas, in a third of the time: if the browser converts the pixels,
 * and displays the frame without rotation or scaling. A frame without a format, as in HDR films, can't be copied;
 * Safari copies BGRA unconverted.
 * @type {(frame: Frame) => frame is VideoFrame}
 */
function isCopyable(frame) {
  if (!('copyTo' in frame) || !frame.format || frame.format.startsWith('BGR')) return false;
  const {width, height} = frame.visibleRect ?? {width: 0, height: 0};
  const {rotation = 0, flip = false} = /** @type {{rotation?: number, flip?: boolean}} */ (frame);
  const asSeen = width === frame.displayWidth && height === frame.displayHeight && !rotation && !flip;
  return asSeen && frame.allocationSize({format: 'RGBA'}) === width * height * 4;
}
