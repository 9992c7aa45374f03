/** What a figure says: its reading at once for the eye, and after half a second of rest, with any news, for the ear. */

const REST_MS = 500;

export class Speech {
  #reading;
  #writing;
  #announce;
  #news = '';
  #words = ''; // of a picture that nobody has been told of
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
    this.#words = `${reading} ${writing}`;
    this.#rest();
  }

  /** What happened to the reader's wish, told once. @param {string} news empty when nothing did */
  tell(news) {
    if (news === this.#news) return;
    this.#news = news;
    if (news) this.#rest();
  }

  #rest() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#announce.textContent = `${this.#news} ${this.#words}`.trim();
      this.#words = '';
    }, REST_MS);
  }
}
