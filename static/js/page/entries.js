/** Results as data for other programs: the faces in each picture. */

/** @typedef {import('../detector/postprocess.js').Detection} Detection */

/**
 * @typedef {object} Entry One picture, as the command line prints it.
 * @property {string} source Name of a file, or `camera`.
 * @property {number | null} time Of a film's or the camera's frame, in seconds from its start; null for a photo.
 * @property {{width: number, height: number}} image In pixels.
 * @property {Detection[]} detections
 */

const COLUMNS = ['source', 'time', 'width', 'height', 'label', 'score', 'x1', 'y1', 'x2', 'y2'];

/** Digits after the point: milliseconds, scores, hundredths of a pixel. */
const [TIME_DIGITS, SCORE_DIGITS, PIXEL_DIGITS] = [3, 4, 2];

/**
 * @param {number} limit Number of entries to keep, the newest ones.
 */
export function keepEntries(limit) {
  /** @type {Entry[]} */
  let entries = [];
  return {
    /** @param {Entry} entry */
    add(entry) {
      entries.push(entry);
      if (entries.length > 2 * limit) entries = entries.slice(-limit);
    },
    /** @returns {Entry[]} The oldest one first. */
    list: () => entries.slice(-limit),
  };
}

/**
 * @param {Entry[]} entries
 * @returns {string} A JSON array with a line for each picture.
 */
export function toJson(entries) {
  const lines = entries.map(({source, time, image, detections}) =>
    JSON.stringify({source, time: time === null ? null : round(time, TIME_DIGITS), image, detections: detections.map(trim)}),
  );
  return `[\n${lines.join(',\n')}\n]\n`;
}

/**
 * @param {Entry[]} entries
 * @returns {string} A table with a line for each face, in RFC 4180's form; a picture without a face has a line whose
 *   last columns are empty.
 */
export function toCsv(entries) {
  const rows = entries.flatMap(({source, time, image, detections}) => {
    const picture = [source, time === null ? '' : round(time, TIME_DIGITS), image.width, image.height];
    const faces = detections.map(trim).map(({label, score, box}) => [label, score, ...box]);
    return (faces.length ? faces : [Array(6).fill('')]).map((face) => [...picture, ...face]);
  });
  return [COLUMNS, ...rows].map(writeRow).join('');
}

/** @type {(values: (string | number)[]) => string} A line of a CSV file. */
export function writeRow(values) {
  return `${values.map(quote).join(',')}\r\n`;
}

/** @type {(detection: Detection) => Detection} */
function trim({label, score, box}) {
  return {label, score: round(score, SCORE_DIGITS), box: box.map((edge) => round(edge, PIXEL_DIGITS))};
}

/** @type {(value: number, digits: number) => number} */
function round(value, digits) {
  return Number(value.toFixed(digits));
}

/**
 * A spreadsheet treats text that starts like a formula as one; an apostrophe before it marks it as text.
 * @type {(value: string | number) => string}
 */
function quote(value) {
  const text = typeof value === 'string' ? value.replace(/^[=+\-@\t\r]/, "'$&") : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
