/**
 * Runs before the theme, as a classic script. What the theme's script would change about the whole page when it starts
 * is so from the beginning, since each change costs a layout; the theme gets a place to store things where the browser
 * refuses one, and instant navigation works wherever the site is served, not only at the address that it was built
 * for.
 */
'use strict';
{
  const root = document.documentElement;
  root.classList.replace('no-js', 'js');
  root.classList.add('js-focus-visible');
  root.dataset.jsFocusVisible = '';
  for (const link of /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll('link[href]'))) settle(link);

  /** Resolves at the first sign of a reader in this visit, or when a page has been open for a while. */
  window.reader = new Promise((resolve) => {
    const signs = new AbortController();
    const seen = (/** @type {Event} */ event) => {
      const still = event instanceof PointerEvent && !event.movementX && !event.movementY;
      if (event.type === 'pointermove' && still) return; // a pointer that lies still over the page
      signs.abort();
      resolve();
    };
    for (const sign of ['pointermove', 'pointerdown', 'wheel', 'scroll', 'touchstart', 'keydown']) {
      addEventListener(sign, seen, { signal: signs.signal, passive: true, capture: true });
    }
    setTimeout(resolve, 8000);
  });

  /**
   * The theme, which makes a page busy as it starts, comes with the reader; resolves to its observable of the pages.
   */
  window.theme = Promise.all([window.reader, parsed()]).then(
    () =>
      new Promise((resolve) => {
        const fetched = /** @type {HTMLLinkElement} */ (document.querySelector('link[rel="prefetch"][as="script"]'));
        const script = Object.assign(document.createElement('script'), { src: fetched.href });
        script.addEventListener('load', () => resolve(window.document$));
        fetched.replaceWith(script);
      }),
  );

  function parsed() {
    return new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve));
  }

  /** What is far from the screen is not laid out until there is a reader; whoever jumps somewhere needs it at once. */
  const whole = () => root.classList.add('cw-whole');
  const [opened] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
  if (location.hash || opened?.type !== 'navigate') whole();
  const aimed = (/** @type {MouseEvent} */ { target }) =>
    target instanceof Element && target.closest('a[href]') && whole();
  addEventListener('click', aimed, { capture: true });
  addEventListener('hashchange', () => {
    if (root.classList.contains('cw-whole')) return;
    whole();
    location.replace(location.hash);
  });
  window.reader.then(() => (window.requestIdleCallback ?? setTimeout)(whole, { timeout: 300 }));

  /**
   * The theme gives every element its absolute address, which would load sheets and fonts anew: it is told that these
   * have one. Icons get it: a browser asks for them again wherever instant navigation leads.
   * @param {HTMLLinkElement} link
   */
  function settle(link) {
    if (link.relList.contains('icon')) link.href = new URL(link.href).href;
    const absolute = /** @type {HTMLLinkElement} */ (link.cloneNode());
    absolute.href = link.href;
    link.getAttribute = (/** @type {string} */ name) => absolute.getAttribute(name);
    Object.defineProperty(link, 'outerHTML', { get: () => absolute.outerHTML });
  }

  /**
   * The theme's second word on colour schemes comes after ours and so changes nothing, but restyles the page, twice.
   */
  const { head } = document;
  head.appendChild = (/** @type {any} */ node) =>
    node.name === 'color-scheme' ? node : Node.prototype.appendChild.call(head, node);

  try {
    void window.localStorage.length;
  } catch {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, { value: forgetful(), configurable: true });
    }
  }

  /** A storage that lasts as long as the page. */
  function forgetful() {
    /** @type {Map<string, string>} */
    const entries = new Map();
    return {
      getItem: (/** @type {string} */ key) => entries.get(String(key)) ?? null,
      setItem: (/** @type {string} */ key, /** @type {string} */ value) => void entries.set(String(key), String(value)),
      removeItem: (/** @type {string} */ key) => void entries.delete(String(key)),
    };
  }

  /** The theme wears what was chosen last, at once; what the system prefers it asks only as it starts. */
  if (!window.__md_get('__palette')) {
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    window.__md_set('__palette', { index: Number(dark), color: { scheme: dark ? 'slate' : 'default' } });
  }

  const parse = DOMParser.prototype.parseFromString;
  /** @param {string} text @param {DOMParserSupportedType} type @this {DOMParser} */
  DOMParser.prototype.parseFromString = function parseFromString(text, type) {
    const parsed = parse.call(this, text, type);
    if (String(type).endsWith('/xml')) relocate([...parsed.querySelectorAll('urlset > url > loc')]);
    return parsed;
  };

  /**
   * The theme compares links with the site map; its first, shortest address is the root that the site was built for.
   * @param {Element[]} places
   */
  function relocate(places) {
    const addresses = places.map((place) => place.textContent ?? '');
    const built = addresses.reduce((a, b) => (b.length < a.length ? b : a), addresses[0]);
    const here = new URL('.', window.__md_scope).href;
    for (const place of places) place.textContent = (place.textContent ?? '').replace(built, here);
  }
}
