/** What the build recorded of a simulation (see `builder/site/prerendered.py`): some states with their scenes, one file a simulation. */
import { headed } from './decode.js';
import { last, position, unlike } from './values.js';

/** @typedef {import('./values.js').Control} Control */
/** @typedef {import('./values.js').Params} Params */
/** @typedef {{params: Params, bytes: ArrayBuffer}} Frame a state, and its scene as it travels */

const REACH = 1 / 8; // of a slider's way: the picture of a state further off would say something else

/** Each file is asked for once a visit. @type {Map<string, Promise<Frame[]>>} */
const records = new Map();

/** The frames in a file of `assets/records/`; none if it does not come. @param {string} file @returns {Promise<Frame[]>} */
export function recorded(file) {
  if (!records.has(file)) records.set(file, fetched(file).catch(() => []));
  return records.get(file);
}

/**
 * The frame of this state, or of the nearest that differs in one slider only; null if none is near.
 * @param {Frame[]} frames @param {Control[]} controls @param {Params} params @returns {Frame|null}
 */
export function nearest(frames, controls, params) {
  const ways = frames.map((frame) => distance(controls, frame.params, params));
  const best = Math.min(...ways);
  return best <= REACH ? frames[ways.indexOf(best)] : null;
}

async function fetched(file) {
  const { ok, body } = await fetch(new URL(`../../records/${file}`, import.meta.url));
  return ok ? split(await new Response(body.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer()) : [];
}

/** @param {ArrayBuffer} bytes @returns {Frame[]} */
function split(bytes) {
  let { header: { sizes, frames }, start } = headed(bytes);
  const parts = sizes.map((/** @type {number} */ size) => new Uint8Array(bytes, (start += size) - size, size));
  return frames.map(({ params, blocks }) => ({ params, bytes: joined(blocks.map((/** @type {number} */ at) => parts[at])) }));
}

/** @param {Uint8Array[]} parts */
function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) whole.set(part, (at += part.length) - part.length);
  return whole.buffer;
}

/** As a share of the slider's way; below 0 for the same state. */
function distance(controls, one, other) {
  const [control, ...more] = unlike(controls, one, other);
  if (!control) return -1;
  if (more.length || control.kind !== 'slider') return Infinity;
  return Math.abs(position(control, one[control.name]) - position(control, other[control.name])) / last(control);
}
