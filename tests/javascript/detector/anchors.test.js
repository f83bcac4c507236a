import assert from 'node:assert/strict';

import {generateAnchors} from '../../../static/js/detector/anchors.js';
import {parseCard} from '../../../static/js/detector/card.js';
import {assertClose, changed, readGolden, testGoldens} from '../goldens.js';

const {card} = readGolden('card.json');

testGoldens('anchors.json', ({anchors, count, rows}, tolerance) => {
  const spec = parseCard(changed(card, [{at: ['anchors'], value: anchors}])).anchors;
  const made = generateAnchors(spec);
  assert.equal(spec.numAnchors, count);
  assert.equal(made.length, count * 4);
  for (const {index, box} of rows) assertClose(made.subarray(index * 4, index * 4 + 4), box, tolerance);
});
