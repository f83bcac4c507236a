/** Frames and pictures to pixels, inside the worker. */

/** Above this a canvas may fail on phones; the network sees far less anyway. */
const MAX_CANVAS_PIXELS = 16_000_000;

/** @typedef {VideoFrame | ImageBitmap} Frame A video frame or a photo, upright; its reader closes it. */

/**
 * Makes a reader that keeps its canvas from frame to frame.
 * @returns {(frame: Frame) => ImageData} Transparent parts turn white; larger frames are reduced.
 */
export function createPixelReader() {
  const canvas = new OffscreenCanvas(1, 1);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (
    canvas.getContext('2d', {alpha: false, willReadFrequently: true})
  );
  return (frame) => {
    const {width, height} = sizeOf(frame);
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
 * @returns {{width: number, height: number}} In pixels, as it is to be seen.
 */
export function sizeOf(frame) {
  return 'displayWidth' in frame
    ? {width: frame.displayWidth, height: frame.displayHeight}
    : {width: frame.width, height: frame.height};
}
