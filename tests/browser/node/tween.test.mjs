/** A scene on the way to another: what moves, along which scale, and what is cut. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { between, eased } from '../../../templates/assets/js/canvas/tween.js';

const linear = (low, high) => ({
  label: '',
  low,
  high,
  kind: 'linear',
  ticks: [0, 5, 10].map((at) => [at, String(at)]),
});
const log = (low, high) => ({ label: '', low, high, kind: 'log', ticks: [] });
const line = (x, y, more = {}) => ({
  kind: 'line',
  role: 'loss',
  x: new Float64Array(x),
  y: new Float64Array(y),
  ...more,
});
const scene = (x, y, ...layers) => ({ reading: 'r', panels: [{ title: '', x, y, layers }] });
const half = (one, other) => between(one, other, 0.5).panels[0];

test('curves of one length move, on a logarithmic axis in equal ratios', () => {
  const panel = half(
    scene(linear(0, 4), log(1, 100), line([0, 4], [1, 100])),
    scene(linear(0, 8), log(1, 10000), line([2, 8], [100, 10000])),
  );
  assert.deepEqual([...panel.layers[0].x], [1, 6]);
  assert.deepEqual([...panel.layers[0].y].map(Math.round), [10, 1000]);
  assert.deepEqual([panel.x.high, Math.round(panel.y.high)], [6, 1000]);
});

test('ticks that are not yet in sight are not drawn', () => {
  const panel = half(
    scene(linear(0, 4), linear(0, 1), line([0], [0])),
    scene(linear(0, 10), linear(0, 1), line([0], [0])),
  );
  assert.deepEqual(
    panel.x.ticks.map(([value]) => value),
    [0, 5],
  );
});

test('what has no counterpart, and what would not be read between, is cut', () => {
  const [longer, map] = [line([0, 1, 2], [0, 1, 2]), { kind: 'heatmap', left: 2, levels: new Uint8Array(4) }];
  const to = scene(linear(0, 1), linear(0, 1), longer, map);
  const { layers } = half(scene(linear(0, 1), linear(0, 1), line([0, 1], [0, 1]), { ...map, left: 0 }), to);
  assert.deepEqual([layers[0], layers[1]], [longer, map]);
  const gap = half(
    scene(linear(0, 1), linear(0, 1), line([0], [NaN])),
    scene(linear(0, 1), linear(0, 1), line([1], [3])),
  );
  assert.deepEqual([gap.layers[0].x[0], gap.layers[0].y[0]], [0.5, 3]);
  const other = scene(log(1, 10), linear(0, 1), line([1], [1]));
  assert.deepEqual(half(scene(linear(0, 1), linear(0, 1), line([0], [0])), other), other.panels[0]);
});

test('a label, a handle and a rule move with what they belong to', () => {
  const layers = (at) => [
    line([at], [at], { label: { text: 'l', x: at, y: at } }),
    { kind: 'handle', x: at, y: at },
    { kind: 'rule', across: 'x', value: at },
  ];
  const panel = half(scene(linear(0, 1), linear(0, 1), ...layers(0)), scene(linear(0, 1), linear(0, 1), ...layers(1)));
  assert.deepEqual([panel.layers[0].label.x, panel.layers[1].x, panel.layers[2].value], [0.5, 0.5, 0.5]);
});

test('it sets out and arrives slowly', () => {
  assert.deepEqual([eased(0), eased(0.5), eased(1)], [0, 0.5, 1]);
  assert.ok(eased(0.1) < 0.1 && eased(0.9) > 0.9);
});
