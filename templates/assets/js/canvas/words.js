/** Words on the canvas, with subscripts: `W_h` and `σ_max` (see `widgets/kit/subscripts.py`). */

const SUBSCRIPT = /(?<=\p{L})_(max|[A-Za-z0-9])(?![A-Za-z])/u;
const SMALL = 0.72;
const BELOW = 3;
const SHARES = { start: 0, left: 0, center: 0.5, end: 1, right: 1 };

/** @typedef {{font: (size?: number) => string, size: number, colour: string, halo?: string}} Style */

/**
 * @param {CanvasRenderingContext2D} ink @param {string} text @param {number} x @param {number} y
 * @param {CanvasTextAlign} align @param {Style} style
 */
export function write(ink, text, x, y, align, style) {
  const parts = placed(ink, text, style);
  const left = x - SHARES[align] * widthOf(parts);
  ink.textAlign = 'left';
  for (const paint of [style.halo && halo(ink, style.halo), fill(ink, style.colour)]) {
    if (!paint) continue;
    for (const { part, at, below } of parts) {
      ink.font = fontOf(style, below);
      paint(part, left + at, y + (below ? BELOW : 0));
    }
  }
}

/** How wide words are. @param {CanvasRenderingContext2D} ink @param {string} text @param {Style} style */
export const wordsWidth = (ink, text, style) => widthOf(placed(ink, text, style));

/** @param {{at: number, width: number}[]} parts */
const widthOf = (parts) => parts.reduce((end, { at, width }) => Math.max(end, at + width), 0);

/** @param {Style} style @param {boolean} below */
const fontOf = (style, below) => style.font(below ? style.size * SMALL : style.size);

/** @param {CanvasRenderingContext2D} ink @param {string} text @param {Style} style */
function placed(ink, text, style) {
  let at = 0;
  return text.split(SUBSCRIPT).map((part, i) => {
    const below = i % 2 === 1;
    ink.font = fontOf(style, below);
    const piece = { part, below, at, width: ink.measureText(part).width };
    at += piece.width;
    return piece;
  });
}

/** @param {CanvasRenderingContext2D} ink @param {string} colour */
function halo(ink, colour) {
  ink.lineWidth = 4;
  ink.setLineDash([]);
  ink.strokeStyle = colour;
  return (/** @type {string} */ part, /** @type {number} */ x, /** @type {number} */ y) => ink.strokeText(part, x, y);
}

/** @param {CanvasRenderingContext2D} ink @param {string} colour */
function fill(ink, colour) {
  ink.fillStyle = colour;
  return (/** @type {string} */ part, /** @type {number} */ x, /** @type {number} */ y) => ink.fillText(part, x, y);
}
