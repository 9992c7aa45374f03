/** Colours of roles, from the page's CSS variables `--cw-ROLE`; read again when light, contrast or medium change. */

const MEDIA = ['(forced-colors: active)', '(prefers-color-scheme: dark)', 'print'];

export class Theme {
  #style;
  /** @type {Map<string, string>} */
  #colours = new Map();

  /** @param {Element} element */
  constructor(element) {
    this.#style = getComputedStyle(element);
  }

  /** Forgets the colours, so that the next painting asks the page again. */
  refresh() {
    this.#colours.clear();
  }

  /** @param {string} role @returns {string} */
  colour(role) {
    const colour = this.#colours.get(role) ?? (this.#style.getPropertyValue(`--cw-${role}`).trim() || 'gray');
    this.#colours.set(role, colour);
    return colour;
  }

  /**
   * How words are written. @param {number} size in CSS pixels @param {string} role @param {number} weight
   * @returns {import('./words.js').Style}
   */
  style(size, role, weight = 400) {
    const family = this.#style.fontFamily;
    return { size, colour: this.colour(role), font: (pixels = size) => `${weight} ${pixels}px ${family}` };
  }
}

/**
 * Calls back whenever colours may have changed, until the signal.
 * @param {() => void} changed @param {AbortSignal} signal
 */
export function whenThemeChanges(changed, signal) {
  for (const query of MEDIA) matchMedia(query).addEventListener('change', changed, { signal });
  const observer = new MutationObserver(changed);
  for (const root of [document.documentElement, document.body]) {
    observer.observe(root, { attributeFilter: ['data-md-color-scheme', 'class'] });
  }
  signal.addEventListener('abort', () => observer.disconnect());
}
