/** What the build recorded of a simulation (see `builder/site/prerendered.py`): some states with their scenes. */
import { headed } from '../canvas/decode.js';
import { last, position, textOf, unlike } from './values.js';

/** @typedef {import('./values.js').Control} Control */
/** @typedef {import('./values.js').Params} Params */
/** @typedef {{params: Params, bytes: ArrayBuffer}} Frame a state, and its scene as it travels */

const REACH = 1 / 8; // of a slider's way: the picture of a state further off would say something else

/** Each file is asked for once a visit. @type {Map<string, Promise<Frame[]>>} */
const records = new Map();

/**
 * The frames in a file of `assets/records/`; none if it does not come.
 * @param {string} file @returns {Promise<Frame[]>}
 */
export function recorded(file) {
  const frames = records.get(file) ?? fetched(file).catch(() => []);
  records.set(file, frames);
  return frames;
}

/**
 * The frame of this state, or of the nearest that differs in one slider only; null if none is near.
 * @template {{params: Params}} F @param {F[]} frames @param {Control[]} controls
 * @param {Params} params @returns {F|null}
 */
export function nearest(frames, controls, params) {
  const ways = frames.map((frame) => distance(controls, frame.params, params));
  const best = Math.min(...ways);
  return best <= REACH ? frames[ways.indexOf(best)] : null;
}

/**
 * What a reader must know of a recorded picture: where it differs from the controls.
 * @param {Control[]} controls @param {Params} shown @param {Params} wished
 */
export function recordedText(controls, shown, wished) {
  const others = unlike(controls, shown, wished);
  return ['recorded at build', ...others.map((c) => `${c.label} = ${textOf(c, shown[c.name])}`)].join(', ');
}

/** @param {string} file @returns {Promise<Frame[]>} */
async function fetched(file) {
  const { ok, body } = await fetch(new URL(`../../records/${file}`, import.meta.url));
  if (!ok || !body) return [];
  return split(await new Response(body.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer());
}

/** @param {ArrayBuffer} bytes @returns {Frame[]} */
function split(bytes) {
  let { header, start } = headed(bytes);
  /** @type {{sizes: number[], frames: {params: Params, blocks: number[]}[]}} */
  const { sizes, frames } = header;
  const parts = sizes.map((size) => new Uint8Array(bytes, (start += size) - size, size));
  return frames.map(({ params, blocks }) => ({ params, bytes: joined(blocks.map((at) => parts[at])) }));
}

/** @param {Uint8Array[]} parts */
function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole.buffer;
}

/**
 * As a share of the slider's way; below 0 for the same state.
 * @param {Control[]} controls @param {Params} one @param {Params} other
 */
function distance(controls, one, other) {
  const [control, ...more] = unlike(controls, one, other);
  if (!control) return -1;
  if (more.length || control.kind !== 'slider') return Infinity;
  const place = (/** @type {Params} */ params) => position(control, Number(params[control.name]));
  return Math.abs(place(one) - place(other)) / last(control);
}
