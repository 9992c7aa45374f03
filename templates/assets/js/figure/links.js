/** Links to a state of a figure (`#w.NAME=…`), anywhere on the page: they set the figure and the address bar. */
import { nameIn } from './address.js';

const LINKS = 'a.cw-state[data-widget], course-widget a[data-part="link"]';

/** @param {string} hash @returns {import('./widget.js').CourseWidget|null} */
const figureOf = (hash) => {
  const name = nameIn(hash);
  return name === null ? null : document.querySelector(`course-widget[name="${CSS.escape(name)}"]`);
};

/** Listens before the theme does, which would take the click for a page change. @param {MouseEvent} event */
function clicked(event) {
  if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const target = /** @type {Element|null} */ (event.target);
  const link = /** @type {HTMLAnchorElement|null|undefined} */ (target?.closest?.(LINKS));
  if (!link || link.pathname !== location.pathname || !figureOf(link.hash)) return;
  event.preventDefault();
  event.stopPropagation();
  history.replaceState(history.state, '', link.hash);
  follow();
}

/** Sets the figure that the address speaks of, and brings it into view. */
function follow() {
  const figure = figureOf(location.hash);
  figure?.restore(location.hash);
  if (figure && !visible(figure.querySelector('[data-part="stage"]'))) figure.scrollIntoView({ block: 'start' });
}

/** @param {Element|null} element */
function visible(element) {
  if (!element) return false;
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}

document.addEventListener('click', clicked, { capture: true });
addEventListener('hashchange', follow);
