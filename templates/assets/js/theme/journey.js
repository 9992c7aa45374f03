/** Where the reader is in the course: how much of each chapter is answered, and the section that was read last. */
import { onEveryPage } from './pages.js';
import { PLACE, recall, save } from '../reader/storage.js';

/** The share of these questions that is answered right, as a ring and in words. @param {HTMLElement} ring */
function fill(ring) {
  const keys = /** @type {string[]} */ (JSON.parse(ring.dataset.keys ?? '[]'));
  const right = keys.filter((key) => recall(key)?.right === true).length;
  ring.textContent = right ? ` · ${right} of ${keys.length} questions right` : '';
  ring.dataset.share = String(keys.length ? Math.round((8 * right) / keys.length) : 0);
}

/** Offers the way back to the section that was read last. @param {HTMLElement} line */
function resume(line) {
  const place = recall(PLACE);
  const link = line.querySelector('a');
  if (!link || typeof place?.path !== 'string' || typeof place.title !== 'string') return;
  const address = new URL(place.path, root());
  if (address.origin !== location.origin) return;
  link.href = address.href;
  link.textContent = place.title;
  line.hidden = false;
}

/** The folder of the site. */
const root = () => new URL('.', window.__md_scope);

const seen = new IntersectionObserver(
  (entries) => {
    const [last] = entries.filter(({ isIntersecting }) => isIntersecting).slice(-1);
    if (last) remember(last.target);
  },
  { rootMargin: '0px 0px -60% 0px' },
);

/** @param {Element} heading */
function remember(heading) {
  const words = [...heading.childNodes].filter((node) => !(node instanceof HTMLAnchorElement));
  const section = words
    .map(({ textContent }) => textContent)
    .join('')
    .trim();
  const chapter = document.querySelector('article h1')?.firstChild?.textContent?.trim() ?? '';
  const path = location.pathname.slice(root().pathname.length) + (heading.id && `#${heading.id}`);
  save(PLACE, { path, title: section === chapter ? chapter : `${chapter}, ${section}` });
}

onEveryPage(() => {
  for (const ring of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-keys]'))) fill(ring);
  for (const line of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.cw-resume'))) resume(line);
  seen.disconnect();
  if (!/\/\d-[^/]+\/$/.test(location.pathname)) return;
  for (const heading of document.querySelectorAll('article :is(h1, h2)')) seen.observe(heading);
});
