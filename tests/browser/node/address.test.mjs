/** Links to a state: written, read, and hostile ones refused. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { format, nameIn, parse } from '../../../templates/assets/js/figure/address.js';
import { snapped, valueAt } from '../../../templates/assets/js/figure/values.js';
import { generator, nasty, pick } from './random.mjs';

const CONTROLS = [
  { kind: 'slider', name: 'w', label: 'w', minimum: -4, maximum: 6, step: 0.05, default: 5, log: false },
  {
    kind: 'slider',
    name: 'zoom',
    label: 'zoom',
    minimum: 1,
    maximum: 100,
    step: 2,
    default: 1,
    log: true,
    values: [1, 3.16, 10, 31.6, 100],
  },
  { kind: 'choice', name: 'rule', label: 'rule', options: { norm: 'by norm', 'a,b:c=d &é': 'odd' }, default: 'norm' },
  { kind: 'toggle', name: 'clip', label: 'clip', default: false },
  { kind: 'seed', name: 'seed', label: 'seed', maximum: 9999, default: 0 },
];
const BASE = { w: 5, zoom: 1, rule: 'norm', clip: false, seed: 0 };

function good(params) {
  assert.ok(
    snapped(CONTROLS[0], params.w) === params.w && !Object.values(params).some((value) => Object.is(value, -0)),
  );
  assert.deepEqual(Object.keys(params).sort(), Object.keys(BASE).sort());
  assert.ok(params.w >= -4 && params.w <= 6 && params.zoom >= 1 && params.zoom <= 100);
  assert.ok(['norm', 'a,b:c=d &é'].includes(params.rule) && typeof params.clip === 'boolean');
  assert.ok(Number.isInteger(params.seed) && params.seed >= 0 && params.seed <= 9999);
}

test('5000 hostile fragments are read without a throw, always in range, and leave objects alone', () => {
  const random = generator(1);
  for (let i = 0; i < 5000; i++) {
    const { params, note } = parse(pick(random, ['#w.x=', '#', '', '#w.=', '#w.x']) + nasty(random), CONTROLS, BASE);
    good(params);
    assert.ok(note.split('; ').every((said) => !said || said.split(' moved to ')[0] in BASE));
  }
  assert.deepEqual(Object.keys(Object.prototype), []);
  assert.equal(Object.getPrototypeOf(parse('#w.x=__proto__:5', CONTROLS, BASE).params), Object.prototype);
});

test('5000 states come back as they were written', () => {
  const random = generator(2);
  for (let i = 0; i < 5000; i++) {
    const state = {
      w: valueAt(CONTROLS[0], Math.floor(201 * random())),
      zoom: pick(random, CONTROLS[1].values),
      rule: pick(random, Object.keys(CONTROLS[2].options)),
      clip: random() < 0.5,
      seed: Math.floor(random() * 10000),
    };
    const hash = format('x', state);
    assert.deepEqual(parse(hash, CONTROLS, BASE), { params: state, note: '' });
    assert.match(hash, /^#w\.x=[\w:,.%-]*$/);
  }
});

test('2000 values out of range are moved to the nearest limit, and it is said', () => {
  const random = generator(3);
  for (let i = 0; i < 2000; i++) {
    const value = (random() < 0.5 ? -1 : 1) * (6.001 + 10 ** (20 * random()));
    const { params, note } = parse(`#w.x=w:${value}`, CONTROLS, BASE);
    const limit = value < 0 ? -4 : 6;
    assert.deepEqual([params.w, note], [limit, `w moved to ${limit}, the nearest value allowed`]);
  }
});

test('what a fragment does not mention keeps its value', () => {
  const base = { ...BASE, w: 1.5, seed: 7 };
  assert.deepEqual(parse('#w.x=clip:true,unknown:1', CONTROLS, base).params, { ...base, clip: true });
});

test('the name is told apart from anchors and other fragments', () => {
  assert.equal(nameIn('#w.cliff_1d=T:5'), 'cliff_1d');
  for (const other of ['', '#', '#the-wall', '#w.', '#w.cliff_1d', '#w.a b=1', '#w.<b>=1'])
    assert.equal(nameIn(other), null);
});
