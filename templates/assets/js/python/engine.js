/**
 * One Python for the visit. At most one request is under way; each slot keeps one more, the newest.
 * A worker that dies or takes too long is replaced, at most three times in a row; then `retry()` is up to the reader.
 */
const REQUEST_MS = 12000;
const BOOT_MS = 60000;
const BEAT_MS = 250;
const BROKE = 'Python broke down and was restarted.';
const PAUSES = [300, 1000, 3000]; // before each of the three respawns

/**
 * How far Python is, as readers see it: idle → loading(what, how much) → ready → failed(why).
 * @typedef {{phase: 'idle'|'loading'|'ready'|'failed', what: string, fraction: number, why: string}} Status
 */
/** @typedef {{type: string, name?: string, [field: string]: unknown}} Message */
/** @typedef {{message: Message, resolve: (answer?: ArrayBuffer|null) => void, reject: (error: Error) => void}} Job */

export class Engine {
  /** @type {Status} */
  status = { phase: 'idle', what: '', fraction: 0, why: '' };
  /** How many workers were started, and requests sent and answered, in this visit. */
  counts = { spawned: 0, sent: 0, answered: 0 };
  #spawn;
  /** @type {Worker|null} */
  #worker = null;
  #respawns = 0;
  #suspect = false; // what the browser keeps of Python may be damaged
  /** @type {string|null} */
  #warm = null;
  /** @type {Set<(status: Status) => void>} */
  #watchers = new Set();
  /** @type {Map<string, Job>} */
  #waiting = new Map();
  /** @type {(Job & {id: number}) | null} */
  #flight = null;
  #watchdog = new Watchdog(() => this.#lose('Python took too long to answer and was restarted.'));

  /** @param {() => Worker} spawn */
  constructor(spawn) {
    this.#spawn = spawn;
  }

  get phase() {
    return this.status.phase;
  }

  /**
   * Calls back now and at every change, until the signal.
   * @param {(status: Status) => void} changed @param {AbortSignal} signal
   */
  watch(changed, signal) {
    this.#watchers.add(changed);
    signal.addEventListener('abort', () => this.#watchers.delete(changed));
    changed(this.status);
  }

  /** @param {Partial<Status>} change */
  #change(change) {
    this.status = { ...this.status, ...change };
    for (const changed of this.#watchers) changed(this.status);
  }

  /** Starts Python unless it has been started; `warm` names the simulation to try first. @param {string|null} [warm] */
  want(warm = null) {
    if (this.phase !== 'idle') return;
    this.#warm = warm;
    this.#start('starting Python');
  }

  /** Starts again after a failure. */
  retry() {
    if (this.phase !== 'failed') return;
    this.#respawns = 0;
    this.#start('trying again');
  }

  /**
   * Asks Python. Resolves to the answer's bytes, null if there are none, undefined if a newer request took the slot.
   * @param {string} slot @param {Message} message
   * @returns {Promise<ArrayBuffer|null|undefined>}
   */
  request(slot, message) {
    if (this.phase === 'failed') return Promise.reject(new Error(this.status.why));
    this.want(message.name ?? null);
    this.drop(slot);
    return new Promise((resolve, reject) => {
      this.#waiting.set(slot, { message, resolve, reject });
      this.#next();
    });
  }

  /** Forgets what waits in a slot. @param {string} slot */
  drop(slot) {
    this.#waiting.get(slot)?.resolve();
    this.#waiting.delete(slot);
  }

  /** Ends Python, as the page does. */
  stop() {
    this.#end('Python was stopped.');
    this.#change({ phase: 'idle', what: '', fraction: 0 });
  }

  /** Goes on after the page comes back from the browser's memory. */
  resume() {
    if (this.#flight) this.#watchdog.start(REQUEST_MS);
    if (this.#waiting.size) this.want();
  }

  /** @param {string} what */
  #start(what) {
    this.counts.spawned += 1;
    this.#change({ phase: 'loading', what, fraction: 0, why: '' });
    const worker = this.#spawn();
    this.#worker = worker;
    const lost = () => {
      if (worker === this.#worker) this.#lose(this.phase === 'ready' ? BROKE : 'Python could not be loaded.');
    };
    worker.onmessage = ({ data }) => {
      if (worker === this.#worker) this.#receive(data);
    };
    worker.onerror = worker.onmessageerror = lost;
    worker.postMessage({ type: 'start', warm: this.#warm, anew: this.#suspect });
    this.#watchdog.start(BOOT_MS);
  }

  /** @param {any} data a message of `worker.js` */
  #receive(data) {
    if (data.detail) console.error(data.detail);
    if (data.type === 'failed' || data.type === 'broke') {
      this.#suspect = true;
      return this.#lose(data.why ?? BROKE);
    }
    if (data.type === 'progress') return this.#progress(data);
    this.#watchdog.stop();
    if (data.type === 'ready') {
      this.#suspect = false;
      this.#change({ phase: 'ready', fraction: 1 });
    } else this.#settle(data);
    this.#next();
  }

  /** @param {{what: string, fraction: number}} message */
  #progress({ what, fraction }) {
    this.#watchdog.start(BOOT_MS);
    this.#change({ what, fraction: Math.max(fraction, this.status.fraction) }); // late news never leads back
  }

  /** @param {{id: number, type: string, bytes: ArrayBuffer|null, why: string}} message */
  #settle({ id, type, bytes, why }) {
    const job = this.#flight;
    if (job?.id !== id) return;
    this.#flight = null;
    this.#respawns = 0;
    this.counts.answered += 1;
    if (type === 'answer') job.resolve(bytes);
    else job.reject(new Error(why));
  }

  #next() {
    if (this.#flight || this.phase !== 'ready' || !this.#worker) return;
    const [oldest] = this.#waiting;
    if (!oldest) return;
    const [slot, job] = oldest;
    this.#waiting.delete(slot);
    this.#flight = { ...job, id: ++this.counts.sent };
    this.#watchdog.start(REQUEST_MS);
    this.#worker.postMessage({ ...job.message, id: this.#flight.id });
  }

  /**
   * The worker is gone: its request fails, what waits is kept, and a new worker starts after a pause.
   * @param {string} why
   */
  #lose(why) {
    this.#end(why);
    if (this.#respawns === PAUSES.length) return this.#fail(why);
    this.#change({ phase: 'loading', what: 'starting Python again', fraction: 0 });
    const again = () => {
      if (this.phase === 'loading' && !this.#worker) this.#start('starting Python again');
    };
    setTimeout(again, PAUSES[this.#respawns++]);
  }

  /** @param {string} why */
  #end(why) {
    this.#watchdog.stop();
    this.#worker?.terminate();
    this.#worker = null;
    this.#flight?.reject(new Error(why));
    this.#flight = null;
  }

  /** @param {string} why */
  #fail(why) {
    this.#change({ phase: 'failed', why });
    for (const { reject } of this.#waiting.values()) reject(new Error(why));
    this.#waiting.clear();
  }
}

/** A time allowance that a hidden or frozen page does not spend. */
class Watchdog {
  #left = 0;
  #last = 0;
  /** @type {ReturnType<typeof setInterval>|undefined} */
  #timer;
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
    this.#timer = setInterval(() => this.#beat(), BEAT_MS);
  }

  stop() {
    clearInterval(this.#timer);
  }

  /** A page that was frozen wakes with one late beat: no beat costs more than two. */
  #beat() {
    const now = performance.now();
    if (!globalThis.document?.hidden) this.#left -= Math.min(now - this.#last, 2 * BEAT_MS);
    this.#last = now;
    if (this.#left > 0) return;
    this.stop();
    this.#whenSpent();
  }
}
