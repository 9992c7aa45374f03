/** Where a panel's data lie on the screen: its inner rectangle, and the maps between data units and CSS pixels. */

const NARROW_BELOW = 560;
const FAR = 4000;

/**
 * @typedef {((value: number) => number) & {back: (pixel: number) => number}} Scale
 * @typedef {{left: number, right: number, top: number, bottom: number, raised: number,
 *   labels: import('./decode.js').Label[], x: Scale, y: Scale}} Frame
 */

/** @param {import('./decode.js').Scene} scene @param {number} width @param {number} height @returns {Frame[]} */
export function framesOf(scene, width, height) {
  const layout = width < NARROW_BELOW ? scene.layouts.narrow : scene.layouts.wide;
  const stretch = height / layout.height;
  return scene.panels.map((panel, index) => frameOf(panel, layout.boxes[index], width, stretch));
}

/**
 * @param {import('./decode.js').Panel} panel @param {import('./decode.js').Box} box
 * @param {number} whole width in CSS pixels @param {number} stretch @returns {Frame}
 */
function frameOf(panel, { left, width, top, height, margins, raised, labels }, whole, stretch) {
  const inner = {
    left: left * whole + margins.left,
    right: (left + width) * whole - margins.right,
    top: top * stretch + margins.top,
    bottom: (top + height) * stretch - margins.bottom,
  };
  return {
    ...inner,
    raised,
    labels,
    x: scaleOf(panel.x, inner.left, inner.right),
    y: scaleOf(panel.y, inner.bottom, inner.top),
  };
}

/**
 * The map of an axis onto pixels; NaN for what has no place, and never far outside the panel. A torn axis has another
 * scale beyond its tear.
 * @param {import('./decode.js').Axis} axis @param {number} from @param {number} to @returns {Scale}
 */
export function scaleOf(axis, from, to) {
  if (!axis.tear) return piece(axis.kind === 'log', axis.low, axis.high, from, to);
  const [at, share] = axis.tear;
  const middle = from + share * (to - from);
  const [near, far] = [piece(true, axis.low, at, from, middle), piece(true, at, axis.high, middle, to)];
  const back = (/** @type {number} */ pixel) => ((pixel - middle) * (to - from) > 0 ? far : near).back(pixel);
  return Object.assign((/** @type {number} */ value) => (value > at ? far : near)(value), { back });
}

/**
 * @param {boolean} log @param {number} low @param {number} high @param {number} from @param {number} to
 * @returns {Scale}
 */
function piece(log, low, high, from, to) {
  const first = log ? Math.log(low) : low;
  const per = (to - from) / ((log ? Math.log(high) : high) - first);
  const place = (/** @type {number} */ value) => {
    const at = from + ((log ? Math.log(value) : value) - first) * per;
    return Number.isFinite(at) ? Math.min(FAR, Math.max(-FAR, at)) : NaN;
  };
  const back = (/** @type {number} */ pixel) => (log ? Math.exp : Number)(first + (pixel - from) / per);
  return Object.assign(place, { back });
}
