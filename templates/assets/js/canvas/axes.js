/** What stands around a panel's data: grid lines, ticks, title, units, and the legend of a colour map. */
import { shade } from './shades.js';
import { wordsWidth, write } from './words.js';

/** @typedef {CanvasRenderingContext2D} Ink */
/** @typedef {import('./colours.js').Theme} Theme */
/** @typedef {import('./decode.js').Panel} Panel */
/** @typedef {import('./frame.js').Frame} Frame */

/** Lines and ticks, under the data. @param {Ink} ink @param {Panel} panel @param {Frame} frame @param {Theme} theme */
export function paintAxes(ink, panel, frame, theme) {
  for (const [value, text] of panel.y.ticks) yTick(ink, frame, theme, Math.round(frame.y(value)) + 0.5, text);
  for (const [value, text] of panel.x.ticks) xTick(ink, frame, theme, Math.round(frame.x(value)) + 0.5, text);
  if (panel.x.ticks.length) rule(ink, theme.colour('muted'), frame.left, frame.bottom, frame.right, frame.bottom);
  write(ink, panel.x.label, frame.right, frame.bottom + 34, 'end', unit(theme));
  titles(ink, panel, frame, theme);
  const coloured = panel.layers.find((layer) => layer.kind === 'heatmap' && layer.legend);
  if (coloured) legend(ink, coloured, frame, theme);
}

/** @param {Theme} theme */
const unit = (theme) => theme.style(13, 'muted');

/** @param {Ink} ink @param {Frame} frame @param {Theme} theme @param {number} at @param {string} text */
function yTick(ink, frame, theme, at, text) {
  rule(ink, theme.colour('line'), frame.left, at, frame.right, at);
  write(ink, text, frame.left - 6, at + 4, 'end', unit(theme));
}

/** @param {Ink} ink @param {Frame} frame @param {Theme} theme @param {number} at @param {string} text */
function xTick(ink, frame, theme, at, text) {
  rule(ink, theme.colour('muted'), at, frame.bottom, at, frame.bottom + 4);
  write(ink, text, at, frame.bottom + 17, 'center', unit(theme));
}

/** @param {Ink} ink @param {string} colour @param {number} x @param {number} y @param {number} x2 @param {number} y2 */
function rule(ink, colour, x, y, x2, y2) {
  ink.strokeStyle = colour;
  ink.lineWidth = 1;
  ink.setLineDash([]);
  ink.beginPath();
  ink.moveTo(x, y);
  ink.lineTo(x2, y2);
  ink.stroke();
}

/** @param {Ink} ink @param {Panel} panel @param {Frame} frame @param {Theme} theme */
function titles(ink, panel, frame, theme) {
  const y = frame.top - 12;
  const title = theme.style(13.5, 'ink', 650);
  write(ink, panel.title, frame.left, y - frame.raised, 'start', title);
  const beside = frame.raised ? 0 : wordsWidth(ink, panel.title, title) + 8;
  write(ink, panel.y.label, frame.left + beside, y, 'start', unit(theme));
}

/**
 * What the colours mean stands over their scale where the panel's words have two lines, else before it.
 * @param {Ink} ink @param {import('./decode.js').Layer} layer @param {Frame} frame @param {Theme} theme
 */
function legend(ink, { palette, legend: [what, low, high] }, { top, right, raised }, theme) {
  const [left, y] = [right - 116, top - 12];
  for (let i = 0; i < 24; i++) {
    ink.fillStyle = shade(palette, i * 11);
    ink.fillRect(left + 3 * i, y - 8, 3.2, 8);
  }
  if (raised) write(ink, what, left, y - raised, 'start', unit(theme));
  write(ink, raised ? low : `${what}: ${low}`, left - 6, y, 'end', unit(theme));
  write(ink, high, left + 78, y, 'start', unit(theme));
}
