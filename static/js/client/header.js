/** Reads the first bytes of a file. */

/** Enough bytes to recognise every format. */
export const SIGNATURE_BYTES = 12;

/** @typedef {[RegExp, (view: DataView) => [number, number]]} Format Its signature, and where it keeps width and height. */

/**
 * Formats that every browser reads.
 * @type {Format[]}
 */
const COMMON_FORMATS = [
  [/^\xff\xd8\xff/, readJpeg],
  [/^\x89PNG/, (view) => [view.getUint32(16), view.getUint32(20)]],
  [/^RIFF[^]{4}WEBP/, readWebp],
  [/^GIF8/, (view) => [view.getUint16(6, true), view.getUint16(8, true)]],
  [/^BM/, (view) => [view.getInt32(18, true), Math.abs(view.getInt32(22, true))]],
  [/^[^]{4}ftypavi[fs]/, readHeif],
];

/**
 * HEIF, which only some browsers read.
 * @type {Format}
 */
const HEIF = [/^[^]{4}ftyp(?:he[iv][cx]|hei[ms]|hev[ms]|mi[af]1|msf1)/, readHeif];

/** @type {(file: Blob, bytes: number) => Promise<ArrayBuffer>} The first bytes of a file; none of a folder. */
export function readStart(file, bytes) {
  return file.slice(0, bytes).arrayBuffer().catch(() => new ArrayBuffer(0));
}

/** @type {(start: ArrayBuffer) => string} A file's first bytes, which tell its format, as one letter each. */
export function toSignature(start) {
  return String.fromCharCode(...new Uint8Array(start.slice(0, SIGNATURE_BYTES)));
}

/**
 * @param {ArrayBuffer} start Of a file.
 * @returns {{pixels: number, isCommon: boolean} | null} pixels: 0 where the header is damaged. isCommon: every browser
 *   reads the format. null where the format is unknown.
 */
export function readHeader(start) {
  const letters = toSignature(start);
  const format = [...COMMON_FORMATS, HEIF].find(([signature]) => signature.test(letters));
  if (!format) return null;
  const [, readSize] = format;
  const isCommon = format !== HEIF;
  try {
    const [width, height] = readSize(new DataView(start));
    return {pixels: width * height, isCommon};
  } catch {
    return {pixels: 0, isCommon};
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

/** @type {(view: DataView) => [number, number]} Of the largest picture: the others are its tiles or its thumbnail. */
function readHeif(view) {
  const [meta] = findBoxes(view, 'meta');
  const [iprp] = findBoxes(new DataView(meta.buffer, meta.byteOffset + 4, meta.byteLength - 4), 'iprp');
  const [ipco] = findBoxes(iprp, 'ipco');
  const sizes = findBoxes(ipco, 'ispe').map((ispe) => [ispe.getUint32(4), ispe.getUint32(8)]);
  const [[width, height]] = sizes.sort((one, other) => other[0] * other[1] - one[0] * one[1]);
  return [width, height];
}

/** @type {(view: DataView, kind: string) => DataView[]} What is in the boxes of that kind that follow one another. */
function findBoxes(view, kind) {
  const found = [];
  for (let at = 0, size = 0; at + 8 <= view.byteLength; at += size) {
    size = view.getUint32(at);
    if (size < 8) break;
    const letters = [4, 5, 6, 7].map((byte) => view.getUint8(at + byte));
    if (String.fromCharCode(...letters) === kind) found.push(new DataView(view.buffer, view.byteOffset + at + 8, size - 8));
  }
  return found;
}
