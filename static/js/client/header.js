/** Reads the first bytes of a file. */

/** Enough bytes to recognise every format. */
export const SIGNATURE_BYTES = 12;

/**
 * The formats that both the page and the server read, and the position of width and height in each.
 * @type {[RegExp, (view: DataView) => [number, number]][]}
 */
const FORMATS = [
  [/^\xff\xd8\xff/, readJpeg],
  [/^\x89PNG/, (view) => [view.getUint32(16), view.getUint32(20)]],
  [/^RIFF[^]{4}WEBP/, readWebp],
  [/^GIF8/, (view) => [view.getUint16(6, true), view.getUint16(8, true)]],
  [/^BM/, (view) => [view.getInt32(18, true), Math.abs(view.getInt32(22, true))]],
];

/** @type {(file: Blob, bytes: number) => Promise<ArrayBuffer>} The first bytes of a file; none of a folder. */
export function readStart(file, bytes) {
  return file.slice(0, bytes).arrayBuffer().catch(() => new ArrayBuffer(0));
}

/** @type {(start: ArrayBuffer) => string} What tells a file's format: its first twelve bytes, a letter for each. */
export function toSignature(start) {
  return String.fromCharCode(...new Uint8Array(start.slice(0, SIGNATURE_BYTES)));
}

/**
 * @param {ArrayBuffer} start Of a file.
 * @returns {number | null} Pixels, 0 if the header is damaged; null if the format is unknown.
 */
export function countPixels(start) {
  const letters = toSignature(start);
  const format = FORMATS.find(([signature]) => signature.test(letters));
  if (!format) return null;
  try {
    const [width, height] = format[1](new DataView(start));
    return width * height;
  } catch {
    return 0;
  }
}

/** @type {(view: DataView) => [number, number]} Of the first frame header, SOF0 to SOF15. */
function readJpeg(view) {
  let at = 2;
  const isFrame = (/** @type {number} */ marker) =>
    marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
  while (!isFrame(view.getUint8(at + 1))) at += 2 + view.getUint16(at + 2);
  return [view.getUint16(at + 7), view.getUint16(at + 5)];
}

/** @type {(view: DataView) => [number, number]} Of the extended format, the lossless and the lossy one. */
function readWebp(view) {
  const kind = String.fromCharCode(view.getUint8(15));
  if (kind === 'X') return [(view.getUint32(24, true) & 0xffffff) + 1, (view.getUint32(26, true) >>> 8) + 1];
  const sizes = view.getUint32(kind === 'L' ? 21 : 26, true);
  if (kind === 'L') return [(sizes & 0x3fff) + 1, ((sizes >> 14) & 0x3fff) + 1];
  return [sizes & 0x3fff, (sizes >>> 16) & 0x3fff];
}
