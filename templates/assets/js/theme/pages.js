/** The pages of a visit, one after the other, by instant navigation. */

/** @param {() => void} show called for the page that is there, as the theme starts, and for each later page */
export function onEveryPage(show) {
  show();
  window.theme.then((pages) => pages.subscribe(show));
}
