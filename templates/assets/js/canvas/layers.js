/** One painter a kind of layer (`widgets/kit/layers.py`). Painters map and stroke; they decide nothing. */
import { heatmap, mesh } from './shades.js';
import { cells, errors } from './unrolled.js';

/** @type {Record<string, Path2D>} */
const MARKS = {
  circle: new Path2D('M-1 0A1 1 0 1 0 1 0A1 1 0 1 0 -1 0Z'),
  ring: new Path2D('M-1 0A1 1 0 1 0 1 0A1 1 0 1 0 -1 0Z'),
  square: new Path2D('M-.9-.9H.9V.9H-.9Z'),
  diamond: new Path2D('M0-1.2L1.2 0L0 1.2L-1.2 0Z'),
  triangle: new Path2D('M0-1.2L1.1.8H-1.1Z'),
  cross: new Path2D('M-1-1L1 1M-1 1L1-1'),
};
const DOT = 3; // marks this small are squares

/** @typedef {import('./decode.js').Layer} Layer */
/**
 * @typedef {{ink: CanvasRenderingContext2D, frame: import('./frame.js').Frame,
 *   theme: import('./colours.js').Theme}} Sheet
 */

/** @type {Record<string, (sheet: Sheet, layer: any) => void>} */
export const painters = { line, points, band, bars, arrows, heatmap, mesh, cells, errors, rule, text, handle };

/**
 * Paints a panel's layers in order, inside its rectangle.
 * @param {Sheet} sheet @param {Layer[]} layers
 */
export function paintLayers(sheet, layers) {
  const { ink, frame } = sheet;
  ink.save();
  ink.beginPath();
  ink.rect(frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top);
  ink.clip();
  for (const layer of layers) paintLayer(sheet, layer);
  ink.restore();
}

/** @param {Sheet} sheet @param {Layer} layer */
function paintLayer(sheet, layer) {
  const { ink, theme } = sheet;
  ink.strokeStyle = ink.fillStyle = theme.colour(layer.role);
  ink.lineWidth = layer.thin || layer.kind === 'rule' ? 1.2 : 2;
  ink.lineJoin = 'round';
  ink.setLineDash(layer.kind === 'line' || layer.kind === 'rule' ? layer.dash : []);
  painters[layer.kind](sheet, layer);
}

/** @param {Sheet} sheet @param {any} layer */
function line({ ink, frame }, { x, y }) {
  ink.beginPath();
  trace(ink, frame, x, y);
  ink.stroke();
}

/**
 * Moves the pen along a curve and lifts it at every gap.
 * @param {CanvasRenderingContext2D} ink @param {import('./frame.js').Frame} frame @param {ArrayLike<number>} x
 * @param {ArrayLike<number>} y
 */
function trace(ink, { x: placeX, y: placeY }, x, y) {
  let down = false;
  for (let i = 0; i < x.length; i++) {
    const px = placeX(x[i]);
    const py = placeY(y[i]);
    const seen = px === px && py === py;
    if (seen && down) ink.lineTo(px, py);
    else if (seen) ink.moveTo(px, py);
    down = seen;
  }
}

/** @param {Sheet} sheet @param {any} layer */
function points({ ink, frame }, { x, y, size, marker }) {
  for (let i = 0; i < x.length; i++) {
    const px = frame.x(x[i]);
    const py = frame.y(y[i]);
    if (px !== px || py !== py) continue;
    if (size <= DOT) ink.fillRect(px - size / 2, py - size / 2, size, size);
    else mark(ink, marker, px, py, size / 2);
  }
}

/**
 * @param {CanvasRenderingContext2D} ink @param {string} marker @param {number} x @param {number} y
 * @param {number} radius
 */
function mark(ink, marker, x, y, radius) {
  ink.save();
  ink.translate(x, y);
  ink.scale(radius, radius);
  ink.lineWidth = 0.4;
  if (marker === 'ring' || marker === 'cross') ink.stroke(MARKS[marker]);
  else ink.fill(MARKS[marker]);
  ink.restore();
}

/** @param {Sheet} sheet @param {any} layer */
function band({ ink, frame }, { x, low, high }) {
  ink.beginPath();
  for (let i = 0; i < x.length; i++) ink.lineTo(frame.x(x[i]), frame.y(high[i]));
  for (let i = x.length - 1; i >= 0; i--) ink.lineTo(frame.x(x[i]), frame.y(low[i]));
  ink.closePath();
  ink.globalAlpha = 0.18;
  ink.fill();
  ink.globalAlpha = 1;
}

/** @param {Sheet} sheet @param {any} layer */
function bars({ ink, frame }, { x, y, width, base }) {
  const floor = frame.y(base);
  const foot = floor === floor ? floor : frame.bottom;
  ink.globalAlpha = 0.85;
  for (let i = 0; i < x.length; i++) {
    const left = frame.x(x[i] - width / 2);
    ink.fillRect(left, frame.y(y[i]), frame.x(x[i] + width / 2) - left, foot - frame.y(y[i]));
  }
  ink.globalAlpha = 1;
}

/** @param {Sheet} sheet @param {any} layer */
function arrows({ ink, frame }, { x, y, x2, y2 }) {
  ink.beginPath();
  for (let i = 0; i < x.length; i++) arrow(ink, frame.x(x[i]), frame.y(y[i]), frame.x(x2[i]), frame.y(y2[i]));
  ink.stroke();
}

/** @param {CanvasRenderingContext2D} ink @param {number} x @param {number} y @param {number} x2 @param {number} y2 */
function arrow(ink, x, y, x2, y2) {
  const turn = Math.atan2(y2 - y, x2 - x);
  ink.moveTo(x, y);
  ink.lineTo(x2, y2);
  for (const side of [-0.5, 0.5]) {
    ink.moveTo(x2 - 6 * Math.cos(turn + side), y2 - 6 * Math.sin(turn + side));
    ink.lineTo(x2, y2);
  }
}

/** @param {Sheet} sheet @param {any} layer */
function rule(sheet, layer) {
  const { ink, frame } = sheet;
  const across = layer.across === 'x';
  const at = across ? frame.x(layer.value) : frame.y(layer.value);
  ink.beginPath();
  ink.moveTo(across ? at : frame.left, across ? frame.top : at);
  ink.lineTo(across ? at : frame.right, across ? frame.bottom : at);
  ink.stroke();
}

/** Its words stand with the labels. */
function text() {}

/** @param {Sheet} sheet @param {any} layer */
function handle({ ink, frame, theme }, { x, y }) {
  ink.lineWidth = 4;
  ink.fillStyle = theme.colour('ground');
  ink.beginPath();
  ink.arc(frame.x(x), frame.y(y), 6, 0, 2 * Math.PI);
  ink.fill();
  ink.stroke();
}
