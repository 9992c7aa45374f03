/** The unrolled network: cells with the arrows between them, and errors on their way back. */
import { write } from './words.js';

const CLEAR = 3; // CSS pixels between an arrow and what it starts or ends at

/** @typedef {import('./layers.js').Sheet} Sheet */
/** @typedef {CanvasRenderingContext2D} Ink */

/**
 * Each cell on its arrow: the ground first, so that nothing shines through, then its fill and its outline.
 * @param {Sheet} sheet @param {any} layer
 */
export function cells(sheet, { x, y, fill, source, words: said, size, role }) {
  const { ink, frame, theme } = sheet;
  const radius = size / 2;
  for (let i = 0; i < x.length; i++) {
    const [px, py, from] = [frame.x(x[i]), frame.y(y[i]), frame.x(source[i])];
    ink.lineWidth = 1.2;
    if (from === from) forward(ink, from + radius + CLEAR, px - radius - CLEAR, py);
    ink.beginPath();
    ink.arc(px, py, radius, 0, 2 * Math.PI);
    ink.fillStyle = theme.colour('ground');
    ink.fill();
    ink.fillStyle = theme.colour(role);
    ink.globalAlpha = fill[i] >= 0 ? 0.75 * fill[i] : 0;
    ink.fill();
    ink.globalAlpha = 1;
    ink.lineWidth = 1.6;
    ink.stroke();
    if (said[i]) say(sheet, role, said[i], px, py - radius - 6);
    ink.strokeStyle = theme.colour(role);
  }
}

/** @param {Sheet} sheet @param {string} role @param {string} said @param {number} x @param {number} y */
function say({ ink, theme }, role, said, x, y) {
  write(ink, said, x, y, 'center', { ...theme.style(12, role, 600), halo: theme.colour('ground') });
}

/** @param {Ink} ink @param {number} from @param {number} to @param {number} y */
function forward(ink, from, to, y) {
  if (to <= from) return;
  ink.beginPath();
  ink.moveTo(from, y);
  ink.lineTo(to, y);
  ink.moveTo(to - 4, y - 3);
  ink.lineTo(to, y);
  ink.lineTo(to - 4, y + 3);
  ink.stroke();
}

/** @param {Sheet} sheet @param {any} layer */
export function errors(sheet, { x, y, x2, thick, words: said, role, dash }) {
  const { ink, frame, theme } = sheet;
  for (let i = 0; i < x.length; i++) {
    const [from, to, py] = [frame.x(x[i]) - CLEAR, frame.x(x2[i]) + CLEAR, frame.y(y[i])];
    if (from !== from || to !== to) continue;
    const { half, neck } = headOf(thick[i], to);
    ink.strokeStyle = ink.fillStyle = theme.colour(role);
    ink.lineWidth = thick[i];
    ink.setLineDash(dash);
    ink.beginPath();
    ink.moveTo(from, py);
    ink.lineTo(Math.min(neck, from), py);
    ink.stroke();
    ink.beginPath();
    ink.moveTo(neck, py - half);
    ink.lineTo(to, py);
    ink.lineTo(neck, py + half);
    ink.fill();
    if (said[i]) say(sheet, role, said[i], (from + to) / 2, py + half + 13);
  }
}

/**
 * The head of an arrow that ends at `to`: half its height, and where the shaft meets it.
 * @param {number} thick @param {number} to
 */
const headOf = (thick, to) => ({ half: 2.5 + 0.7 * thick, neck: to + 4 + 0.45 * thick });
