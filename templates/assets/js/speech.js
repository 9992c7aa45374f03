/** What a figure says: its reading at once for the eye, and after half a second of rest for the ear. */

const REST_MS = 500;

export class Speech {
  #reading;
  #writing;
  #announce;
  #timer = 0;

  /** @param {Element} reading @param {Element} writing @param {Element} announce @param {AbortSignal} signal */
  constructor(reading, writing, announce, signal) {
    this.#reading = reading;
    this.#writing = writing;
    this.#announce = announce;
    signal.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  /** @param {string} reading @param {string} writing what the simulation wrote, if it writes */
  say(reading, writing) {
    if (this.#reading.textContent === reading && this.#writing.textContent === writing) return;
    this.#reading.textContent = reading;
    this.#writing.textContent = writing;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#announce.textContent = `${reading} ${writing}`.trim()), REST_MS);
  }
}
