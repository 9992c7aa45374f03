/** Pages that were left: the theme goes on holding some of their elements, and so would hold the rest; they are taken apart. */
import { onEveryPage } from './pages.js';

const PAGE = '[data-md-component="container"]'; // what the theme replaces, and fetches anew on the way back
const OURS = 'course-widget, code-cell, course-quiz, course-progress'; // may wait for an answer: cut off, they stay whole

/** @type {Element | null} */
let shown = null;

/** Cuts every element of a page off from all others. @param {Element} page */
function takeApart(page) {
  for (const ours of page.querySelectorAll(OURS)) ours.remove();
  for (const element of [page, ...page.querySelectorAll('*')]) element.replaceChildren();
}

onEveryPage(() => {
  const left = shown;
  shown = document.querySelector(PAGE);
  if (left && left !== shown) (window.requestIdleCallback ?? setTimeout)(() => takeApart(left), { timeout: 1000 });
});
