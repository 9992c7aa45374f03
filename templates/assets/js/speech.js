/** What a figure says: its reading at once for the eye, and after half a second of rest for the ear. */

const REST_MS = 500;

export class Speech {
  #reading;
  #announce;
  #timer = 0;

  /** @param {Element} reading @param {Element} announce @param {AbortSignal} signal */
  constructor(reading, announce, signal) {
    this.#reading = reading;
    this.#announce = announce;
    signal.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  /** @param {string} text */
  say(text) {
    if (this.#reading.textContent === text) return;
    this.#reading.textContent = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#announce.textContent = text), REST_MS);
  }
}
