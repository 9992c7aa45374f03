/** Labels on the canvas: painted where they are placed, left out where the figure is too small for them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paintLabels } from '../../../templates/assets/js/canvas/labels.js';
import { scaleOf } from '../../../templates/assets/js/canvas/frame.js';

const LETTER = 7;

/** A sheet of that size that writes down what is painted. */
function sheetOf(width, height) {
  const written = [];
  const ink = {
    measureText: (text) => ({ width: LETTER * text.length }),
    fillText: (text) => written.push(text),
    strokeText() {},
    setLineDash() {},
    beginPath() {},
    moveTo() {},
    lineTo: () => written.push('leader'),
    stroke() {},
  };
  const theme = { colour: () => 'black', style: (size) => ({ size, colour: 'black', font: () => 'some' }) };
  return { sheet: { ink, theme, frame: { left: 10, right: 10 + width, top: 5, bottom: 5 + height } }, written };
}

const label = (text, x, y, more = {}) => ({ text, role: 'loss', x, y, anchor: 'middle', leader: null, ...more });

test('labels that have room are painted, and those that would meet the first or leave the panel are not', () => {
  const { sheet, written } = sheetOf(200, 100);
  paintLabels(sheet, [
    label('one', 0.3, 0.5),
    label('two', 0.32, 0.55),
    label('three', 0.99, 0.5),
    label('four', 0.7, 0.5),
  ]);
  assert.deepEqual(written, ['one', 'four']);
});

test('a smaller figure leaves out what a larger one shows', () => {
  const labels = [label('first', 0.3, 0.5), label('second', 0.6, 0.5)];
  const [large, small] = [sheetOf(300, 100), sheetOf(100, 100)];
  assert.equal(paintLabels(large.sheet, labels).length, 2);
  assert.equal(paintLabels(small.sheet, labels).length, 1);
});

test('a label that stands apart has a leader, and a subscript is written on its own', () => {
  const { sheet, written } = sheetOf(200, 100);
  paintLabels(sheet, [label('W_h', 0.5, 0.5, { leader: [0.5, 0.9] })]);
  assert.deepEqual(written, ['leader', 'W', 'h', '']);
});

test('a torn axis has two scales, and gives back what it is asked', () => {
  const axis = { label: '', low: 0.01, high: 1e300, kind: 'log', ticks: [], tear: [1e4, 0.75] };
  const place = scaleOf(/** @type {any} */ (axis), 100, 0);
  assert.equal(Math.round(place(1e4)), 25);
  assert.ok(place(1e300) < 1e-9 && place(0.01) === 100);
  for (const value of [0.5, 1e3, 1e200]) assert.ok(Math.abs(place.back(place(value)) / value - 1) < 1e-6);
});
