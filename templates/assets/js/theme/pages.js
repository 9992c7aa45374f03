/** The pages of a visit, one after the other, by instant navigation. */

/** The theme's observable of the pages, once it has started, see site-early.js. @type {Promise<any>} */
const theme = /** @type {any} */ (window).theme;

/** @param {() => void} show called for the page that is there, as the theme starts, and for each later page */
export function onEveryPage(show) {
  show();
  theme.then((pages) => pages.subscribe(show));
}
