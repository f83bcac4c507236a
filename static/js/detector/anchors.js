/** Anchors: the reference boxes that the network's offsets are relative to. */

/** @typedef {import('./card.js').AnchorSpec} AnchorSpec */

/**
 * Makes every anchor of a spec, in the order of the network's output.
 *
 * For each feature map, for each cell row by row, centred at ((column + .5) / columns, (row + .5) / rows):
 * scale s1 at the first aspect ratio, scale s2 at the first aspect ratio, then s1 at every other ratio,
 * with width = s * sqrt(ratio) and height = s / sqrt(ratio).
 *
 * A map of one cell, scales [.5, .7] and ratios [1, .25] gives
 * [.25, .25, .75, .75,  .15, .15, .85, .85,  .375, 0, .625, 1].
 *
 * @param {AnchorSpec} spec
 * @returns {Float32Array} [A * 4], xyxy, in shares of the input (0..1; anchors at the border extend beyond).
 */
export function generateAnchors(spec) {
  const anchors = new Float32Array(spec.numAnchors * 4);
  let offset = 0;
  spec.featureMaps.forEach(([rows, columns], map) => {
    const [s1, s2] = spec.scales[map];
    const [first, ...others] = spec.aspectRatios;
    const shapes = [[s1, first], [s2, first], ...others.map((ratio) => [s1, ratio])];
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const x = (column + 0.5) / columns;
        const y = (row + 0.5) / rows;
        for (const [scale, ratio] of shapes) {
          const halfWidth = (scale * Math.sqrt(ratio)) / 2;
          const halfHeight = scale / Math.sqrt(ratio) / 2;
          anchors.set([x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight], offset);
          offset += 4;
        }
      }
    }
  });
  return anchors;
}
