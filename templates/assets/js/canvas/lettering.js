/** Words on the canvas. */

/**
 * @param {CanvasRenderingContext2D} ink @param {string} text @param {number} x @param {number} y
 * @param {CanvasTextAlign} align @param {{font: string, colour: string}} style
 */
export function write(ink, text, x, y, align, { font, colour }) {
  ink.font = font;
  ink.fillStyle = colour;
  ink.textAlign = align;
  ink.fillText(text, x, y);
}

/** Words with a halo, readable over the data. @param {import('./layers.js').Sheet} sheet @param {string} anchor */
export function words({ ink, theme }, role, text, x, y, anchor) {
  const align = anchor === 'middle' ? 'center' : anchor;
  const font = theme.font(12, 600);
  ink.font = font;
  ink.textAlign = align;
  ink.lineWidth = 4;
  ink.setLineDash([]);
  ink.strokeStyle = theme.colour('ground');
  ink.strokeText(text, x, y);
  write(ink, text, x, y, align, { font, colour: theme.colour(role) });
}
