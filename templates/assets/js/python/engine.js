/**
 * One Python for the visit. At most one request is under way; each slot keeps one more, the newest.
 * A worker that dies or takes too long is replaced, at most three times in a row; then `retry()` is up to the reader.
 */
import { Budget } from './watchdog.js';
import { Loading } from './loading.js';

const REQUEST_MS = 12000;
const BOOT_MS = 60000;
const PAUSES = [300, 1000, 3000]; // before each of the three respawns

/** @typedef {{message: object, resolve: (answer?: ArrayBuffer|null) => void, reject: (error: Error) => void}} Job */

export class Engine {
  loading = new Loading();
  /** How many workers were started, and requests sent and answered, in this visit. */
  counts = { spawned: 0, sent: 0, answered: 0 };
  #spawn;
  #worker = null;
  #respawns = 0;
  #warm = null;
  /** @type {Map<string, Job>} */
  #waiting = new Map();
  /** @type {(Job & {id: number}) | null} */
  #flight = null;
  #budget = new Budget(() => this.#lose('Python took too long to answer and was restarted.'));

  /** @param {() => Worker} spawn */
  constructor(spawn) {
    this.#spawn = spawn;
  }
  get phase() {
    return this.loading.status.phase;
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
   * @param {string} slot @param {{type: string, name?: string, run?: string, params?: string}} message
   * @returns {Promise<ArrayBuffer|null|undefined>}
   */
  request(slot, message) {
    if (this.phase === 'failed') return Promise.reject(new Error(this.loading.status.why));
    this.want(message.name);
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
    this.loading.show({ phase: 'idle', what: '', fraction: 0 });
  }

  /** Goes on after the page comes back from the browser's memory. */
  resume() {
    if (this.#flight) this.#budget.start(REQUEST_MS);
    if (this.#waiting.size) this.want();
  }

  #start(what) {
    this.counts.spawned += 1;
    this.loading.show({ phase: 'loading', what, fraction: 0, why: '' });
    const worker = (this.#worker = this.#spawn());
    const lost = () => worker === this.#worker && this.#lose('Python could not be loaded.');
    worker.onmessage = ({ data }) => worker === this.#worker && this.#hear(data);
    worker.onerror = worker.onmessageerror = lost;
    worker.postMessage({ type: 'start', warm: this.#warm });
    this.#budget.start(BOOT_MS);
  }

  #hear(data) {
    if (data.detail) console.error(data.detail);
    if (data.type === 'failed') return this.#lose(data.why);
    if (data.type === 'progress') return this.#progress(data);
    this.#budget.stop();
    if (data.type === 'ready') this.loading.show({ phase: 'ready', fraction: 1 });
    else this.#settle(data);
    this.#next();
  }

  #progress({ what, fraction }) {
    this.#budget.start(BOOT_MS);
    this.loading.advance(what, fraction);
  }

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
    if (this.#flight || this.phase !== 'ready' || !this.#waiting.size) return;
    const [slot, job] = this.#waiting.entries().next().value;
    this.#waiting.delete(slot);
    this.#flight = { ...job, id: ++this.counts.sent };
    this.#budget.start(REQUEST_MS);
    this.#worker.postMessage({ ...job.message, id: this.#flight.id });
  }

  /** The worker is gone: its request fails, what waits is kept, and a new worker starts after a pause. */
  #lose(why) {
    this.#end(why);
    if (this.#respawns === PAUSES.length) return this.#fail(why);
    this.loading.show({ phase: 'loading', what: 'starting Python again', fraction: 0 });
    const again = () => this.phase === 'loading' && !this.#worker && this.#start('starting Python again');
    setTimeout(again, PAUSES[this.#respawns++]);
  }

  #end(why) {
    this.#budget.stop();
    this.#worker?.terminate();
    this.#worker = null;
    this.#flight?.reject(new Error(why));
    this.#flight = null;
  }

  #fail(why) {
    this.loading.show({ phase: 'failed', why });
    for (const { reject } of this.#waiting.values()) reject(new Error(why));
    this.#waiting.clear();
  }
}
