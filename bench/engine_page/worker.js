/** Times the engine in Pyodide and the JavaScript peer in turns, on the same numbers, and posts the fastest turns. */

import { boot } from './assets/js/boot.js';
import { Network } from './rnn.js';

const SLICE = 10; // ms a turn, short enough that some turns are not interrupted

try {
  postMessage(await run(Number(location.search.slice(1)) || 40));
} catch (error) {
  postMessage({ error: String(error) });
}

async function run(rounds) {
  const { py } = await boot(new URL('./assets/', import.meta.url).href);
  py.runPython(await (await fetch('steps.py')).text());
  const [cases, numpyStep, trainingStep, repeat] = ['CASES', 'numpy_step', 'training_step', 'repeat'].map(
    (name) => py.globals.get(name),
  );
  const result = {};
  for (const [name, sizes] of Object.entries(cases.toJs())) {
    const step = numpyStep(...sizes);
    const networks = peers(py, sizes);
    const calls = { numpy: (times) => repeat(step, times), js: (times) => repeatAll(networks, times) };
    const [numpy, js] = interleaved(calls, rounds);
    result[name] = { numpy_ms: numpy, js_ms: js, numpy_over_js: numpy / js, largest_relative_difference: gap(step, networks) };
  }
  for (const networks of [1, 64]) {
    const step = trainingStep(networks);
    const [ms] = interleaved({ numpy: (times) => repeat(step, times) }, rounds);
    result[`training steps a second, ${networks} networks`] = 1000 / ms;
  }
  return result;
}

/** The JavaScript networks with the numbers of the same case. */
function peers(py, [T, N, B, R]) {
  const flat = (array) => Float64Array.from(array.ravel().tolist().toJs());
  const [params, inputs] = py.globals.get('case')(T, N, B, R);
  const [W_h, W_x, b] = ['W_h', 'W_x', 'b'].map((name) => flat(params.get(name)));
  const I = W_x.length / (R * N);
  const u = flat(inputs.swapaxes(0, 1));
  return Array.from({ length: R }, (_, r) => {
    const part = (a, size) => a.slice(r * size, (r + 1) * size);
    return new Network(T, N, B, I, part(W_h, N * N), part(W_x, N * I), part(b, N), part(u, T * B * I));
  });
}

function repeatAll(networks, times) {
  for (let k = 0; k < times; k++) for (const network of networks) network.step();
}

/** Ms of one repetition of each call in its fastest turn; the calls take turns. */
function interleaved(calls, rounds) {
  const timed = Object.values(calls).map((call) => {
    callsWithin(call, 10 * SLICE); // let the compiler finish
    return { call, times: callsWithin(call, SLICE), series: [] };
  });
  for (let k = 0; k < rounds; k++) for (const one of timed) one.series.push(milliseconds(one.call, one.times));
  return timed.map(({ series }) => Math.min(...series));
}

function callsWithin(call, ms) {
  const end = performance.now() + ms;
  let count = 0;
  for (; performance.now() < end; count++) call(1);
  return count;
}

function milliseconds(call, times) {
  const start = performance.now();
  call(times);
  return (performance.now() - start) / times;
}

/** Largest difference of the gradients by W_h, relative to their largest entry. */
function gap(step, networks) {
  const ours = step().get('W_h').ravel().tolist().toJs();
  const theirs = networks.flatMap((network) => Array.from(network.step().dW_h));
  const size = Math.max(...ours.map(Math.abs));
  return Math.max(...ours.map((g, i) => Math.abs(g - theirs[i]))) / size;
}
