/** The current picture of a video element. */

/** @type {(video: HTMLVideoElement) => boolean} Whether it has a frame to show. */
export const hasPicture = (video) => video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;

/**
 * @param {HTMLVideoElement} video With a picture in it.
 * @returns {Promise<import('./messages.js').Frame>} The current picture, upright and unmirrored.
 * @throws {Error} It shows nothing.
 */
export async function grabFrame(video) {
  try {
    const frame = new VideoFrame(video);
    // Browsers without `rotation` give the frame as it is stored, neither rotated nor scaled.
    const upright = 'rotation' in frame;
    if (upright && frame.displayWidth === video.videoWidth && frame.displayHeight === video.videoHeight) return frame;
    frame.close();
  } catch {
    // Older browsers have no VideoFrame, and Safari sometimes has none of the current picture.
  }
  return copyFrame(video);
}

/**
 * @param {HTMLVideoElement} video With a picture in it.
 * @returns {ImageBitmap} A copy of the current picture. Firefox' `createImageBitmap` would not rotate it.
 * @throws {Error} It shows nothing.
 */
export function copyFrame(video) {
  if (!hasPicture(video)) throw new Error('video: expected a picture, got none yet');
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d', {alpha: false}));
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  return canvas.transferToImageBitmap();
}
