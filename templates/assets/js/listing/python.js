/** One Python for the reader's code in a visit. Programs run one after the other; Stop ends its worker at once. */
import { spawn } from '../python/spawn.js';

/**
 * @typedef {{state: 'done'|'stopped'|'failed', line?: number|null, ms?: number, why?: string}} Outcome
 * @typedef {{type: string, [field: string]: any}} Message
 * @typedef {(message: Message) => void} Receive what a run tells while it goes on
 * @typedef {{code: string, look: object, receive: Receive, resolve: (outcome: Outcome) => void}} Job
 */

export class CellPython {
  #spawn;
  /** @type {Worker|null} */
  #worker = null;
  /** @type {Job|null} */
  #job = null;
  /** @type {Job[]} */
  #queue = [];
  #runs = 0;

  /** @param {() => Worker} spawnWorker */
  constructor(spawnWorker) {
    this.#spawn = spawnWorker;
  }

  /**
   * Runs a program when those before it have ended.
   * @param {string} code @param {object} look @param {Receive} receive @returns {Promise<Outcome>}
   */
  run(code, look, receive) {
    return new Promise((resolve) => {
      this.#queue.push({ code, look, receive, resolve });
      if (this.#job) receive({ type: 'waiting' });
      else this.#next();
    });
  }

  /** Ends the run that reports to `receive`, whatever it is doing. @param {Receive} receive */
  stop(receive) {
    if (this.#job?.receive === receive) return this.#end({ state: 'stopped' });
    const index = this.#queue.findIndex((job) => job.receive === receive);
    if (index >= 0) this.#queue.splice(index, 1)[0].resolve({ state: 'stopped' });
  }

  /** The page is left: everything ends. */
  close() {
    for (const job of this.#queue.splice(0)) job.resolve({ state: 'stopped' });
    this.#end({ state: 'stopped' });
  }

  #next() {
    this.#job = this.#queue.shift() ?? null;
    if (!this.#job) return;
    this.#worker ??= this.#start();
    const { code, look } = this.#job;
    this.#worker.postMessage({ id: ++this.#runs, code, look });
  }

  #start() {
    const worker = this.#spawn();
    let why = 'Python could not be loaded: the connection failed.'; // until its script has come and speaks
    worker.onmessage = ({ data }) => {
      why = 'Python ended unexpectedly.';
      if (worker === this.#worker) this.#receive(data);
    };
    const lost = () => {
      if (worker === this.#worker) this.#end({ state: 'failed', why });
    };
    worker.onerror = worker.onmessageerror = lost;
    return worker;
  }

  /** @param {any} data a message of `worker.js` */
  #receive(data) {
    if (data.type === 'failed') return this.#fail(data);
    if (!this.#job || (data.id ?? this.#runs) !== this.#runs) return;
    if (data.type === 'done') this.#settle({ state: 'done', line: data.line, ms: data.ms });
    else this.#job.receive(data);
  }

  /** @param {{why: string, detail: string}} message */
  #fail({ why, detail }) {
    console.error(detail);
    this.#end({ state: 'failed', why });
  }

  /** Ends the worker; the next program gets a new one. @param {Outcome} outcome */
  #end(outcome) {
    this.#worker?.terminate();
    this.#worker = null;
    this.#settle(outcome);
  }

  /** @param {Outcome} outcome */
  #settle(outcome) {
    const job = this.#job;
    this.#job = null;
    job?.resolve(outcome);
    this.#next();
  }
}

export const cellPython = new CellPython(() => spawn(new URL('./worker.js', import.meta.url), 'listing'));

addEventListener('pagehide', ({ persisted }) => persisted || cellPython.close());
