/** A time allowance that a hidden or frozen page does not spend. */

const BEAT = 250;

export class Budget {
  #left = 0;
  #last = 0;
  #timer = 0;
  #whenSpent;

  /** @param {() => void} whenSpent */
  constructor(whenSpent) {
    this.#whenSpent = whenSpent;
  }

  /** Starts over with this many milliseconds. @param {number} allowance */
  start(allowance) {
    this.stop();
    this.#left = allowance;
    this.#last = performance.now();
    this.#timer = setInterval(() => this.#beat(), BEAT);
  }

  stop() {
    clearInterval(this.#timer);
  }

  /** A page that was frozen wakes with one late beat: no beat costs more than two. */
  #beat() {
    const now = performance.now();
    if (!globalThis.document?.hidden) this.#left -= Math.min(now - this.#last, 2 * BEAT);
    this.#last = now;
    if (this.#left > 0) return;
    this.stop();
    this.#whenSpent();
  }
}
