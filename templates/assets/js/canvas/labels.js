/**
 * The words in a panel, where `widgets/kit/label_placer.py` has put them. Where the figure is smaller than it reckoned
 * with, or its font is wider, what would leave the panel or meet other words is left out.
 */
import { wordsWidth, write } from './words.js';

const SIZE = 13;
const HEIGHT = 16;
const APART = 1;
/** @type {Record<string, [CanvasTextAlign, number]>} */
const ANCHORS = { start: ['start', 0], middle: ['center', 0.5], end: ['end', 1] };

/** @typedef {import('./decode.js').Label} Label */
/** @typedef {{left: number, top: number, right: number, bottom: number}} Rectangle */

/**
 * Paints the labels that have room; returns the rectangles of their words.
 * @param {import('./layers.js').Sheet} sheet @param {Label[]} labels @returns {Rectangle[]}
 */
export function paintLabels(sheet, labels) {
  /** @type {Rectangle[]} */
  const taken = [];
  const placed = labels.map((label) => ({ label, at: placeOf(sheet, label) }));
  const shown = placed.filter(({ at }) => {
    const room = within(at, sheet.frame) && taken.every((other) => isApart(at, other));
    if (room) taken.push(at);
    return room;
  });
  for (const { label, at } of shown) if (label.leader) leader(sheet, label, at);
  for (const { label, at } of shown) words(sheet, label, at);
  return taken;
}

/** @param {import('./layers.js').Sheet} sheet @param {Label} label */
function placeOf({ ink, frame, theme }, { text, role, x, y, anchor }) {
  const [across, middle] = point(frame, x, y);
  const width = wordsWidth(ink, text, theme.style(SIZE, role, 600));
  const left = across - ANCHORS[anchor][1] * width;
  return { across, middle, left, right: left + width, top: middle - HEIGHT / 2, bottom: middle + HEIGHT / 2 };
}

/** @param {import('./frame.js').Frame} frame @param {number} x @param {number} y shares of the inner rectangle */
function point({ left, right, top, bottom }, x, y) {
  return [left + x * (right - left), top + y * (bottom - top)];
}

/** @param {Rectangle} at @param {Rectangle} frame */
const within = (at, frame) =>
  at.left >= frame.left && at.right <= frame.right && at.top >= frame.top - 1 && at.bottom <= frame.bottom + 1;

/** @param {Rectangle} a @param {Rectangle} b */
const isApart = (a, b) =>
  a.right < b.left - APART || b.right < a.left - APART || a.bottom <= b.top || b.bottom <= a.top;

/** @param {import('./layers.js').Sheet} sheet @param {Label} label @param {{across: number, middle: number}} at */
function leader({ ink, frame, theme }, label, { across, middle }) {
  const [x, y] = point(frame, .../** @type {[number, number]} */ (label.leader));
  ink.strokeStyle = theme.colour(label.role);
  ink.lineWidth = 1;
  ink.setLineDash([]);
  ink.beginPath();
  ink.moveTo(across, middle);
  ink.lineTo(x, y);
  ink.stroke();
}

/**
 * Words with a halo, readable over the data.
 * @param {import('./layers.js').Sheet} sheet @param {Label} label @param {{across: number, middle: number}} at
 */
function words({ ink, theme }, { text, role, anchor }, { across, middle }) {
  const style = { ...theme.style(SIZE, role, 600), halo: theme.colour('ground') };
  write(ink, text, across, middle + 4.5, ANCHORS[anchor][0], style);
}
