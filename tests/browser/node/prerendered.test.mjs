/** Which recorded picture answers for a state: the same one, or the nearest along one slider, or none. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { nearest } from '../../../templates/assets/js/figure/prerendered.js';

const LENGTH = { kind: 'slider', name: 'T', minimum: 0, maximum: 80, step: 1, default: 40 };
const RATE = {
  kind: 'slider',
  name: 'rate',
  minimum: 0.001,
  maximum: 1,
  log: true,
  values: [0.001, 0.01, 0.1, 1],
  default: 0.1,
};
const CLIP = { kind: 'toggle', name: 'clip', default: false };
const CONTROLS = [LENGTH, RATE, CLIP];
const BASE = { T: 40, rate: 0.1, clip: false };
const FRAMES = [{}, { T: 0 }, { T: 20 }, { T: 60 }, { rate: 1 }, { clip: true }].map((given) => ({
  params: { ...BASE, ...given },
}));

const found = (given) => nearest(FRAMES, CONTROLS, { ...BASE, ...given })?.params ?? null;
const is = (given, wanted) => assert.deepEqual(found(given), wanted && { ...BASE, ...wanted });

test('the same state is taken wherever it stands', () => {
  for (const { params } of FRAMES) assert.deepEqual(found(params), params);
});

test('along one slider the nearest position is taken', () => {
  is({ T: 29 }, { T: 20 });
  is({ T: 31 }, {});
  is({ T: 52 }, { T: 60 });
});

test('what lies further than an eighth of the slider is not taken', () => {
  is({ T: 70 }, { T: 60 });
  is({ T: 71 }, null);
  is({ rate: 0.01 }, null);
});

test('no picture answers for two controls at once, nor for another choice', () => {
  is({ T: 21, clip: true }, null);
  is({ T: 61, rate: 1 }, null);
  is({ clip: true, T: 41 }, { clip: true });
});

test('an empty record has no answer', () => assert.equal(nearest([], CONTROLS, BASE), null));
