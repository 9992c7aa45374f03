/** The line under a figure that says where its picture comes from, and how far Python is. */

/**
 * What a figure is, by how far Python is. @param {string} phase @param {boolean} drawn by Python @param {boolean} stuck on a wish
 * @returns {'loading'|'live'|'failed'}
 */
export function stateOf(phase, drawn, stuck) {
  if (phase !== 'ready') return phase === 'failed' ? 'failed' : 'loading';
  return drawn ? 'live' : stuck ? 'failed' : 'loading';
}

export class StatusLine {
  #line;
  #progress;
  #retry;
  #still;

  /** @param {Element} line @param {HTMLProgressElement} progress @param {HTMLButtonElement} retry */
  constructor(line, progress, retry) {
    this.#line = line;
    this.#progress = progress;
    this.#retry = retry;
    this.#still = line.textContent;
  }

  /**
   * @param {'still'|'loading'|'live'|'failed'} state @param {import('../python/loading.js').Status} status
   * @param {string} note what happened to the reader's last wish, if anything
   * @param {string} recorded what is to be known of a picture recorded at build, if it is one
   */
  show(state, { what, fraction, why }, note, recorded) {
    const texts = { still: this.#still, loading: `${what}, ${Math.floor(100 * fraction)} %`, live: 'live: computed in this page', failed: why };
    const told = note && state !== 'loading' ? note : texts[state];
    this.#say(recorded ? `${recorded}; ${told}` : told);
    this.#progress.hidden = state !== 'loading';
    this.#progress.value = fraction;
    this.#retry.hidden = state !== 'failed';
  }

  #say(text) {
    if (this.#line.textContent !== text) this.#line.textContent = text;
  }
}
