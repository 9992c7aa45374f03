/** Numbers as readers type them. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { parseNumber } from '../../../templates/assets/js/quiz/kinds.js';
import { numberText } from '../../../templates/assets/js/figure/format.js';

test('a number that the page prints is read as that number', () => {
  for (const value of [2.2e7, -2.2e-7, 1e12, 13781, -0.345, 0, 1.5e100])
    assert.equal(parseNumber(numberText(value, 6)), value);
});

test('a comma marks thousands only where thousands are', () => {
  const read = {
    '13,781': 13781,
    '-1,234,567.5': -1234567.5,
    '0,125': 0.125,
    '1,5': 1.5,
    '1234,567': 1234.567,
    '13 781,5': 13781.5,
    '2,5e3': 2500,
  };
  for (const [text, value] of Object.entries(read)) assert.equal(parseNumber(text), value, text);
});

test('powers of ten are written in several ways, and words in none', () => {
  for (const text of ['2.2 × 10⁷', '2.2 x 10^7', '2.2*10^(7)', '2.2e7', '22 000 000'])
    assert.equal(parseNumber(text), 2.2e7, text);
  for (const text of ['what', '', '1,2,3', '2⁷']) assert.ok(Number.isNaN(parseNumber(text)), text);
});
