/** Times the engine in Pyodide and the JavaScript peers in turns, on the same numbers, and posts the medians of the rounds. */

import { report } from './report.js';
import { Network } from './rnn.js';
import { Surface } from './surface.js';
import { interleaved, median } from './turns.js';

report((py, rounds) => {
  const [repeat, trainingStep] = ['repeat', 'training_step'].map((name) => py.globals.get(name));
  const result = {};
  for (const [name, step, peers, answers] of contests(py)) {
    const { numpy, js } = interleaved(
      { numpy: (times) => repeat(step, times), js: (times) => repeatAll(peers, times) }, rounds);
    result[name] = {
      numpy_ms: median(numpy), js_ms: median(js), numpy_over_js: median(numpy.map((ms, round) => ms / js[round])),
      largest_relative_difference: gap(...answers()),
    };
  }
  for (const networks of [1, 64]) {
    const step = trainingStep(networks);
    const { ms } = interleaved({ ms: (times) => repeat(step, times) }, rounds);
    result[`training steps a second, ${networks} networks`] = 1000 / median(ms);
  }
  return result;
});

/** Each: a name, a step in Python, its peers in JavaScript, and a function that gives the answers of both. */
function* contests(py) {
  const flat = (array) => Float64Array.from(array.ravel().tolist().toJs());
  for (const [name, sizes] of Object.entries(py.globals.get('CASES').toJs())) {
    const step = py.globals.get('numpy_step')(...sizes);
    const peers = networks(py, sizes, flat);
    yield [name, step, peers, () => [flat(step().get('W_h')), peers.flatMap((peer) => Array.from(peer.step().dW_h))]];
  }
  const [w, b, T] = py.globals.get('surface_case')();
  const step = py.globals.get('surface_step')();
  const peer = new Surface(flat(w), flat(b), T);
  yield ['surface 256 x 256', step, [peer], () => [flat(step().dE_dw), Array.from(peer.step().dE_dw)]];
}

/** The JavaScript networks with the numbers of the same case. */
function networks(py, [T, N, B, R], flat) {
  const [params, inputs] = py.globals.get('case')(T, N, B, R);
  const [W_h, W_x, b] = ['W_h', 'W_x', 'b'].map((name) => flat(params.get(name)));
  const I = W_x.length / (R * N);
  const u = flat(inputs.swapaxes(0, 1));
  return Array.from({ length: R }, (_, r) => {
    const part = (a, size) => a.slice(r * size, (r + 1) * size);
    return new Network(T, N, B, I, part(W_h, N * N), part(W_x, N * I), part(b, N), part(u, T * B * I));
  });
}

function repeatAll(peers, times) {
  for (let k = 0; k < times; k++) for (const peer of peers) peer.step();
}

/** Largest difference of two lists of numbers, relative to the largest of the first. */
function gap(ours, theirs) {
  const size = ours.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return ours.reduce((most, x, i) => Math.max(most, Math.abs(x - theirs[i])), 0) / size;
}
