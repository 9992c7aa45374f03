/** What a plot of the reader takes from the page: its colours, which may be light, dark or forced, and its width. */
import { Theme } from '../canvas/colours.js';

const ROLES = ['ground', 'ink', 'muted', 'line'];
const CYCLE = ['first', 'second', 'third', 'fourth', 'wall', 'quiet'];
const WIDEST = 620;
const NARROWEST = 320;

/** @param {Element} cell @returns {{cycle: string[], width: number, [role: string]: any}} */
export function lookOf(cell) {
  const theme = new Theme(cell);
  const ink = new OffscreenCanvas(1, 1).getContext('2d');
  const hex = (/** @type {string} */ role) => {
    ink.fillStyle = theme.colour(role); // a system colour has a name; a canvas gives its value
    return ink.fillStyle;
  };
  const width = Math.max(NARROWEST, Math.min(WIDEST, Math.round(cell.clientWidth - 24)));
  return { ...Object.fromEntries(ROLES.map((role) => [role, hex(role)])), cycle: CYCLE.map(hex), width };
}
