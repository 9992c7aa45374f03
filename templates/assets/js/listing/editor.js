/** The text of a listing: a plain text field over the same text in colours, which it leaves to be seen and copied. */
import { coloured } from './colour.js';
import { listenToKeys, retype } from './keys.js';
import { forget, recall, save } from '../reader/storage.js';

export class Editor {
  /** The listing as it was published. @type {string} */
  original;
  #code;
  #text;
  #key;
  #printed;

  /**
   * @param {HTMLElement} code the highlighted text @param {HTMLTextAreaElement} text the field over it
   * @param {string} key under which the reader's text is saved
   * @param {{run: () => void, changed: () => void}} actions @param {AbortSignal} signal
   */
  constructor(code, text, key, { run, changed }, signal) {
    this.original = code.textContent ?? '';
    this.#code = code;
    this.#text = text;
    this.#key = key;
    this.#printed = [...code.childNodes];
    this.#unlock();
    this.#show(recall(key) ?? this.original);
    text.addEventListener('input', () => this.#edited(changed), { signal });
    listenToKeys(text, run, signal);
    signal.addEventListener('abort', () => code.replaceChildren(...this.#printed));
  }

  get value() {
    return this.#text.value;
  }

  get edited() {
    return this.value !== this.original;
  }

  /** Back to the listing, until the reader undoes it. */
  reset() {
    if (this.edited) retype(this.#text, this.original);
  }

  /** The field takes over from the text below it, for keyboards and for screen readers. */
  #unlock() {
    const box = this.#code.closest('pre');
    for (const name of ['tabindex', 'aria-label']) box?.removeAttribute(name);
    this.#code.setAttribute('aria-hidden', 'true');
    this.#text.hidden = false;
  }

  /** @param {() => void} changed */
  #edited(changed) {
    if (this.edited) save(this.#key, this.value);
    else forget(this.#key);
    this.#paint();
    changed();
  }

  /** @param {string} value */
  #show(value) {
    this.#text.value = value;
    this.#text.setSelectionRange(0, 0); // not at the end, where writing leaves it and a Tab key would scroll to
    this.#paint();
  }

  /** A last line without text needs a line of its own below the field. */
  #paint() {
    const nodes = this.edited ? coloured(this.value) : this.#printed;
    this.#code.replaceChildren(...nodes, ...(this.value.endsWith('\n') ? ['\n'] : []));
  }
}
