import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

import {parseCard} from '../../../static/js/detector/card.js';
import {changed, readGolden, testGoldens} from '../goldens.js';

const {card} = readGolden('card.json');

testGoldens('card.json', ({change, key}) => {
  const content = changed(card, change);
  if (key === undefined) {
    assert.equal(parseCard(content).name, 'tiny');
  } else {
    assert.throws(
      () => parseCard(content),
      (error) => error instanceof RangeError && /expected/.test(error.message) && error.message.includes(`card key '${key}'`),
    );
  }
});

test('the message has got and expected, as JSON', () => {
  const content = changed(card, [{at: ['classes'], value: ['mask', null, true, {a: 1}]}]);
  assert.throws(() => parseCard(content), {message: "card key 'classes[1]': expected a non-empty string, got null"});
  const wide = changed(card, [{at: ['input', 'width'], value: [1, 'x', false]}]);
  assert.throws(() => parseCard(wide), {message: "card key 'input.width': expected an integer > 0, got [1,\"x\",false]"});
});

test('the published card is valid', () => {
  const file = new URL('../../../static/model/card.json', import.meta.url);
  const parsed = parseCard(JSON.parse(readFileSync(file, 'utf8')));
  assert.equal(parsed.published?.num_anchors, parsed.anchors.numAnchors);
});
