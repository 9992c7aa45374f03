/** Scenes as they travel: arrays are views of the bytes that came. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { decode } from '../../../templates/assets/js/canvas/decode.js';
import { generator, pick } from './random.mjs';

const TYPES = { f8: Float64Array, f4: Float32Array, u1: Uint8Array };
const SPECIAL = [0, -0, NaN, Infinity, -Infinity, 5e-324, 1.7976931348623157e308];

function randomArray(random) {
  const type = pick(random, Object.keys(TYPES));
  const shape = pick(random, [[0], [1], [Math.floor(random() * 40)], [3, Math.floor(random() * 9)]]);
  const count = shape.reduce((a, b) => a * b, 1);
  const values = Array.from({ length: count }, () =>
    random() < 0.2 ? pick(random, SPECIAL) : (random() - 0.5) * 10 ** (20 * random()),
  );
  return { type, shape, values: TYPES[type].from(values) };
}

/** The layout that `widgets/kit/wire.py` describes, written once more. */
function packed(reading, arrays) {
  let at = 0;
  const places = arrays.map(({ type, shape, values }) => {
    const place = { type, at, shape };
    at += values.byteLength + ((8 - (values.byteLength % 8)) % 8);
    return place;
  });
  const layer = {
    kind: 'line',
    legend: null,
    dash: [2, 3],
    ...Object.fromEntries(places.map((place, i) => [`a${i}`, place])),
  };
  let head = new TextEncoder().encode(JSON.stringify({ reading, numbers: {}, panels: [{ layers: [layer] }] }));
  head = Uint8Array.from([...head, ...Array((8 - ((head.length + 4) % 8)) % 8).fill(32)]);
  const bytes = new Uint8Array(4 + head.length + at);
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, 4);
  places.forEach((place, i) => bytes.set(new Uint8Array(arrays[i].values.buffer), 4 + head.length + place.at));
  return bytes.buffer;
}

test('3000 random blocks come out as they went in', () => {
  const random = generator(4);
  for (let i = 0; i < 3000; i++) {
    const reading = pick(random, ['', 'plain', 'ρ = 1.1 → 10⁴', '𝄞 "quoted" \n']);
    const arrays = Array.from({ length: Math.floor(random() * 5) }, () => randomArray(random));
    const scene = decode(packed(reading, arrays));
    const [layer] = scene.panels[0].layers;
    assert.equal(scene.reading, reading);
    assert.deepEqual([layer.kind, layer.legend, layer.dash], ['line', null, [2, 3]]);
    arrays.forEach(({ values, shape, type }, k) => {
      assert.ok(layer[`a${k}`] instanceof TYPES[type]);
      assert.deepEqual([...layer[`a${k}`]], [...values]);
      assert.deepEqual(layer[`a${k}`].shape, shape);
    });
  }
});
