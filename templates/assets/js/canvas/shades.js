/** Shade levels 0..255 as colours. The tables come from the build, so that both painters use the same. */
import { palettes } from './palettes.js';

/** A CSS colour. @param {string} palette @param {number} level */
export function shade(palette, level) {
  const table = palettes[palette];
  return `rgb(${table[3 * level]} ${table[3 * level + 1]} ${table[3 * level + 2]})`;
}

/** Paints a grid of levels; its picture is made once. @param {import('./layers.js').Sheet} sheet @param {any} layer */
export function heatmap({ ink, frame }, layer) {
  layer.picture ??= picture(layer.levels, layer.palette);
  const [left, top] = [frame.x(layer.left), frame.y(layer.top)];
  ink.drawImage(layer.picture, left, top, frame.x(layer.right) - left, frame.y(layer.bottom) - top);
}

/** Paints faces from back to front. @param {import('./layers.js').Sheet} sheet @param {any} layer */
export function mesh({ ink, frame }, { x, y, levels, palette }) {
  ink.lineWidth = 0.6;
  for (let face = 0; face < levels.length; face++) {
    ink.fillStyle = ink.strokeStyle = shade(palette, levels[face]);
    ink.beginPath();
    for (let i = 4 * face; i < 4 * face + 4; i++) ink.lineTo(frame.x(x[i]), frame.y(y[i]));
    ink.closePath();
    ink.fill();
    ink.stroke();
  }
}

/**
 * A grid of levels as a picture, row 0 at the bottom.
 * @param {Uint8Array & {shape: number[]}} levels @param {string} palette
 */
function picture(levels, palette) {
  const [rows, columns] = levels.shape;
  const image = new ImageData(columns, rows);
  fill(new Uint32Array(image.data.buffer), levels, columns, packed(palettes[palette]));
  const canvas = new OffscreenCanvas(columns, rows);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas;
}

/** @param {Uint32Array} pixels @param {Uint8Array} levels @param {number} columns @param {Uint32Array} colours */
function fill(pixels, levels, columns, colours) {
  for (let from = 0, to = pixels.length - columns; to >= 0; from += columns, to -= columns) {
    for (let i = 0; i < columns; i++) pixels[to + i] = colours[levels[from + i]];
  }
}

/** Opaque colours as the four bytes of a pixel. @param {ArrayLike<number>} table */
function packed(table) {
  const bytes = new Uint8ClampedArray(1024).fill(255);
  for (let i = 0; i < 768; i++) bytes[4 * Math.floor(i / 3) + (i % 3)] = table[i];
  return new Uint32Array(bytes.buffer);
}
