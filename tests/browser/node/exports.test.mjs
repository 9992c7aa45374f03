/** Tables as CSV. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { csv } from '../../../templates/assets/js/figure/exports.js';

const line = (label, x, y) => ({
  kind: 'line',
  label,
  x: Float64Array.from(x),
  y: Float64Array.from(y),
});
const lines = (scene) => csv(scene).trimEnd().split('\r\n');

test('every point of a labelled curve is a row, and gaps are empty', () => {
  const layers = [line('loss', [0, 1], [0.5, NaN]), line('', [0], [9])];
  assert.deepEqual(lines({ panels: [{ title: 'Loss', layers }] }), [
    'panel,curve,x,y,low,high',
    'Loss,loss,0,0.5,,',
    'Loss,loss,1,,,',
  ]);
});

test('commas and quotes in names do not move columns', () => {
  const panel = { title: 'Loss, "log"', layers: [line('a', [1e-300], [1])] };
  assert.equal(lines({ panels: [panel] })[1], '"Loss, ""log""",a,1e-300,1,,');
});

test('a band gives both its edges, and marks without positions nothing', () => {
  const band = { kind: 'band', label: 'b', x: [1], low: [2], high: [3] };
  const rule = { kind: 'rule', label: 'τ', value: 1 };
  assert.deepEqual(lines({ panels: [{ title: 'P', layers: [band, rule] }] }).slice(1), ['P,b,1,,2,3']);
});
