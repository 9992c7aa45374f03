/**
 * A scene on the way from one to another: positions move, each along its axis; what has no counterpart is the new one's.
 */

/** @typedef {import('./decode.js').Scene} Scene */
/** @typedef {import('./decode.js').Panel} Panel */
/** @typedef {import('./decode.js').Layer} Layer */
/** @typedef {import('./decode.js').Axis} Axis */
/** @typedef {(from: number, to: number) => number} Mix */

const ACROSS = new Set(['x', 'x2', 'source', 'left', 'right']);
const UP = new Set(['y', 'y2', 'low', 'high', 'bottom', 'top', 'base']);
const CUT = new Set(['heatmap', 'mesh']); // colours, and faces sorted by depth: between two there is nothing to see

/**
 * The scene at a share of the way, from 0 to 1.
 * @param {Scene} from @param {Scene} to @param {number} share @returns {Scene}
 */
export function between(from, to, share) {
  const panels = to.panels.map((panel, index) => panelBetween(from.panels[index], panel, share));
  return { ...to, panels };
}

/** Slow at both ends. @param {number} share */
export const eased = (share) => share * share * (3 - 2 * share);

/** @param {Panel|undefined} from @param {Panel} to @param {number} share @returns {Panel} */
function panelBetween(from, to, share) {
  if (!from || from.x.kind !== to.x.kind || from.y.kind !== to.y.kind) return to;
  const [across, up] = [mixOf(to.x, share), mixOf(to.y, share)];
  const layers = to.layers.map((layer, index) => layerBetween(from.layers[index], layer, across, up, share));
  return { ...to, x: axisBetween(from.x, to.x, across), y: axisBetween(from.y, to.y, up), layers };
}

/** Along an axis: in equal steps or, where it is logarithmic, in equal ratios. @param {Axis} axis @param {number} share @returns {Mix} */
function mixOf({ kind }, share) {
  const linear = linearly(share);
  if (kind !== 'log') return linear;
  return (from, to) => (from > 0 && to > 0 ? Math.exp(linear(Math.log(from), Math.log(to))) : to);
}

/** @param {number} share @returns {Mix} */
const linearly = (share) => (from, to) => from + (to - from) * share;

/** Ticks of the new axis, as far as they are in sight. @param {Axis} from @param {Axis} to @param {Mix} mix @returns {Axis} */
function axisBetween(from, to, mix) {
  const [low, high] = [mix(from.low, to.low), mix(from.high, to.high)];
  return { ...to, low, high, ticks: to.ticks.filter(([value]) => value >= low && value <= high) };
}

/**
 * @param {Layer|undefined} from @param {Layer} to @param {Mix} across @param {Mix} up @param {number} share
 * @returns {Layer}
 */
function layerBetween(from, to, across, up, share) {
  if (from?.kind !== to.kind || CUT.has(to.kind) || from.across !== to.across) return to;
  const mixFor = (/** @type {string} */ name) => {
    if (name === 'value') return to.across === 'x' ? across : up;
    return ACROSS.has(name) ? across : UP.has(name) ? up : linearly(share);
  };
  const parts = Object.entries(to).map(([name, part]) => [name, partBetween(from[name], part, mixFor, name)]);
  return /** @type {Layer} */ (Object.fromEntries(parts));
}

/**
 * Numbers and arrays of equal length move, and the place of a label; all else is the new one's.
 * @param {any} from @param {any} to @param {(name: string) => Mix} mixFor @param {string} name @returns {any}
 */
function partBetween(from, to, mixFor, name) {
  if (typeof to === 'number' && typeof from === 'number') return moved(from, to, mixFor(name));
  if (name === 'label' && from?.text && to?.text) {
    return { ...to, x: moved(from.x, to.x, mixFor('x')), y: moved(from.y, to.y, mixFor('y')) };
  }
  if (!(to instanceof Float64Array || to instanceof Float32Array) || from?.length !== to.length) return to;
  const mix = mixFor(name);
  return to.map((value, index) => moved(from[index], value, mix));
}

/** What was not there does not come from anywhere. @param {number} from @param {number} to @param {Mix} mix */
function moved(from, to, mix) {
  const value = mix(from, to);
  return Number.isFinite(value) ? value : to;
}
