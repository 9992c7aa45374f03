/**
 * What a page needs once it is shown, again after each instant navigation: names and reach for keyboard and screen
 * reader.
 */
import './left-pages.js';
import { onEveryPage } from './pages.js';

/** Boxes that scroll sideways can be reached and scrolled with the keyboard; looked at whenever they are laid out. */
const reach = new ResizeObserver((entries) => {
  const boxes = entries.map(({ target }) => ({ box: target, wide: target.scrollWidth > target.clientWidth + 1 }));
  for (const { box, wide } of boxes) {
    for (const [name, value] of [
      ['tabindex', '0'],
      ['role', 'group'],
      ['aria-label', label(box)],
    ]) {
      if (wide) box.setAttribute(name, value);
      else box.removeAttribute(name);
    }
  }
});

function reachScrolling() {
  reach.disconnect();
  for (const box of document.querySelectorAll('.cw-rows, .cw-wide, .cw-display, .cw-tables')) reach.observe(box);
}

/** @param {Element} box */
function label(box) {
  return box.matches('.cw-display') ? 'Formula, scrolls sideways' : 'Table, scrolls sideways';
}

function nameSearch() {
  const dialog = document.querySelector('[data-md-component="search"][role="dialog"]');
  dialog?.setAttribute('aria-label', 'Search');
}

/** The theme's bar over the page says nothing that a screen reader needs: the new page announces itself. */
function hideProgress() {
  document.querySelector('[data-md-component="progress"]')?.setAttribute('aria-hidden', 'true');
}

/** The theme wraps every copy button in a landmark, and they all have the same name: none. */
function calmCopyButtons() {
  for (const wrapper of document.querySelectorAll('nav.md-code__nav')) wrapper.setAttribute('role', 'presentation');
}

function onPage() {
  nameSearch();
  calmCopyButtons();
  hideProgress();
  reachScrolling();
}

/** Whoever chose a colour scheme before the theme had started is not asked to choose again. */
function applyChoice() {
  document.querySelector('[data-md-component="palette"] input:checked')?.dispatchEvent(new Event('change'));
}

onEveryPage(() => requestAnimationFrame(onPage));
window.theme.then(applyChoice);
