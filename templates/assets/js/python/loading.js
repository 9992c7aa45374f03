/** How far Python is, as readers see it: idle → loading(what, how much) → ready → failed(why). */

/** @typedef {{phase: 'idle'|'loading'|'ready'|'failed', what: string, fraction: number, why: string}} Status */

export class Loading {
  /** @type {Status} */
  status = { phase: 'idle', what: '', fraction: 0, why: '' };
  #watchers = new Set();

  /** @param {Partial<Status>} change */
  show(change) {
    this.status = { ...this.status, ...change };
    for (const heard of this.#watchers) heard(this.status);
  }

  /** Late news never leads back. @param {string} what @param {number} fraction */
  advance(what, fraction) {
    this.show({ what, fraction: Math.max(fraction, this.status.fraction) });
  }

  /** Calls back now and at every change, until the signal. @param {(status: Status) => void} heard @param {AbortSignal} signal */
  watch(heard, signal) {
    this.#watchers.add(heard);
    signal.addEventListener('abort', () => this.#watchers.delete(heard));
    heard(this.status);
  }
}
