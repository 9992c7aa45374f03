/** The state of a figure as an address fragment: `#w.cliff_1d=w:5.2,T:50`. Whitelisted, clamped, never throws. */
import { parsed, resolved } from './values.js';

const SHAPE = /^#w\.([a-z0-9_-]+)=(.*)$/i;

/** The name of the figure that a fragment speaks of, or null. @param {string} hash */
export const nameIn = (hash) => SHAPE.exec(hash)?.[1] ?? null;

/**
 * What a fragment says about these controls: unknown names are ignored, values not allowed are moved to the nearest.
 * Controls that it does not mention keep the value in `base`.
 * @param {string} hash @param {import('./values.js').Control[]} controls @param {import('./values.js').Params} base
 * @returns {{params: import('./values.js').Params, note: string}} see `resolved`
 */
export function parse(hash, controls, base) {
  const known = new Map(controls.map((control) => [control.name, control]));
  const given = Object.create(null);
  for (const pair of (SHAPE.exec(hash)?.[2] ?? '').split(',')) {
    const cut = pair.indexOf(':');
    const control = known.get(decoded(pair.slice(0, Math.max(cut, 0))));
    if (control) given[control.name] = parsed(control, decoded(pair.slice(cut + 1)));
  }
  return resolved(controls, base, given);
}

/** The fragment for a state. @param {string} name @param {import('./values.js').Params} params */
export function format(name, params) {
  const pairs = Object.entries(params).map(([key, value]) => `${encodeURIComponent(key)}:${encodeURIComponent(value)}`);
  return `#w.${name}=${pairs.join(',')}`;
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
