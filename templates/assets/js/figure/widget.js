/**
 * `<course-widget>`: ties a figure's view to Python; `machine.js` decides what happens.
 * `params`, `scene`, `set(params)`, `reset()`; `data-state` is still, loading, live or failed; a `scene` event at each
 * drawing of Python's.
 */
import { nameIn, parse } from './address.js';
import { whenNear } from './activation.js';
import { decode } from '../canvas/decode.js';
import { Machine, mayStandIn, presented } from './machine.js';
import { nearest, recorded, recordedText } from './prerendered.js';
import { Run } from './run.js';
import { resolved } from './values.js';
import { View } from './view.js';
import { engine } from '../python/visit.js';

/** @typedef {import('./values.js').Params} Params */
/**
 * @typedef {{name: string, controls: import('./values.js').Control[], params: Params, record: string,
 *   runs: boolean, seconds: number}} Config
 */

const AHEAD = 12; // frames of a run, for its pictures to come in time

let count = 0;

/** Refusals are shown in the figure's status line; nobody else waits for them. @param {Promise<void>} promise */
const quietly = (promise) => promise.catch(() => {});

export class CourseWidget extends HTMLElement {
  /** @type {import('../canvas/decode.js').Scene|null} what is drawn, if Python drew it */
  scene = null;
  #slot = `figure-${++count}`;
  #running = `${this.#slot}-run`; // the name in Python of its run, and of what it has pinned
  /** @type {Config|undefined} */
  #written;
  /** @type {View|null} */
  #view = null;
  /** @type {Run|null} */
  #run = null;
  /** @type {Machine|null} */
  #made = null;
  #leave = new AbortController();
  #latest = Promise.resolve();
  #moves = false; // the newest wish is a link's or Reset's: the picture moves over to it

  connectedCallback() {
    const { signal } = (this.#leave = new AbortController());
    const script = () => this.#script();
    const actions = {
      params: () => this.params,
      set: (/** @type {Params} */ given) => void quietly(this.set(given)),
      reset: () => void quietly(this.reset()),
      retry: () => this.#machine.send({ type: 'retry' }),
      script,
    };
    const view = (this.#view = new View(this, this.#config, actions, signal));
    this.#machine.on({ ask: () => this.#ask(), record: () => this.#record(signal), retry: () => engine.retry() });
    const figure = {
      settings: () => this.#settings,
      show: (/** @type {ArrayBuffer} */ bytes) => this.#draw(bytes, null),
      seconds: this.#config.seconds,
    };
    const part = (/** @type {string} */ name) => view.part(name);
    this.#run = this.#config.runs ? new Run(engine, this.#running, this.#machine, figure, part, signal) : null;
    engine.watch(({ phase }) => this.#machine.send({ type: 'python', phase }), signal);
    whenNear(this, () => this.#machine.send({ type: 'approach' }), signal);
    this.restore(location.hash);
  }

  disconnectedCallback() {
    this.#leave.abort();
    engine.drop(this.#slot);
    this.scene = null;
    this.#machine.send({ type: 'leave' });
  }

  /** The state of the controls. @returns {Params} */
  get params() {
    return this.#machine.state.params;
  }

  /**
   * Sets some controls, moved to the nearest value allowed. @param {Record<string, any>} given
   * @returns {Promise<void>} resolves when this state, or a newer one, is drawn; rejects when Python could not
   */
  set(given) {
    this.#moves = false;
    const { params, note } = resolved(this.#config.controls, this.params, given);
    return this.#adopt({ type: 'set', params, note, anew: false });
  }

  /** Resolves when what was asked for last is drawn; a run's picture is left as it is. */
  drawn() {
    return this.scene ? this.#latest : this.set({});
  }

  /** Back to the state that the page was written with; a run that plays is stopped. */
  reset() {
    this.#moves = true;
    return this.#adopt({ type: 'reset', params: { ...this.#config.params } });
  }

  /** Takes the state that an address fragment describes, if it speaks of this figure. @param {string} hash */
  restore(hash) {
    if (nameIn(hash) !== this.#config.name) return;
    const { params, note } = parse(hash, this.#config.controls, this.#config.params);
    this.#moves = true;
    quietly(this.#adopt({ type: 'set', params, note, anew: true }));
  }

  /** @returns {Config} */
  get #config() {
    const template = /** @type {HTMLTemplateElement} */ (this.querySelector('template[data-part="config"]'));
    this.#written ??= /** @type {Config} */ (JSON.parse(template.content.textContent ?? ''));
    return this.#written;
  }

  get #machine() {
    const { params, seconds } = this.#config;
    this.#made ??= new Machine({ ...params }, (state) => this.#present(state), seconds ? AHEAD : 0);
    return this.#made;
  }

  /** As Python takes the state of the controls. */
  get #settings() {
    return { name: this.#config.name, params: JSON.stringify(this.params) };
  }

  /** @param {import('./machine.js').Event & {params: Params}} event @returns {Promise<void>} */
  #adopt(event) {
    this.#view?.set(event.params);
    this.#machine.send(event);
    return this.#latest;
  }

  #ask() {
    this.#latest = this.#answered(this.#machine.state.number, this.#leave.signal);
    quietly(this.#latest);
  }

  /**
   * Asks for the current state; resolves when it, or the newer one that took its place, is drawn.
   * @param {number} number of the wish @param {AbortSignal} signal @returns {Promise<void>}
   */
  async #answered(number, signal) {
    const figure = this.#config.runs ? this.#running : '';
    const request = engine.request(this.#slot, { type: 'ask', ...this.#settings, figure });
    const bytes = await request.catch((/** @type {Error} */ error) => error);
    if (signal.aborted) return undefined;
    if (bytes instanceof Error) {
      this.#machine.send({ type: 'refused', number, why: bytes.message });
      throw bytes;
    }
    return bytes ? this.#draw(bytes, number) : this.#latest;
  }

  /**
   * Draws what Python answered.
   * @param {ArrayBuffer} bytes @param {number|null} number of the wish, null for the run
   */
  async #draw(bytes, number) {
    const moving = this.#moves && this.scene !== null && number !== null && !this.#machine.state.run.playing;
    this.scene = decode(bytes);
    await this.#view?.draw(this.scene, moving);
    if (!this.scene) return; // the reader went to another page meanwhile
    this.#machine.send({ type: 'drawn', number });
    this.dispatchEvent(new CustomEvent('scene', { bubbles: true, detail: this.scene }));
  }

  /**
   * Draws what is recorded nearest to the wish. No `scene` event goes with it, no question is judged by it.
   * @param {AbortSignal} signal
   */
  async #record(signal) {
    const { number, params } = this.#machine.state;
    const { controls, record } = this.#config;
    const frame = nearest(await recorded(record), controls, params);
    const { state } = this.#machine;
    if (!frame || signal.aborted || !mayStandIn(state, number)) return;
    if (state.source === 'recorded' && state.shown === frame.params) return;
    this.scene = null;
    this.#view?.draw(decode(frame.bytes));
    this.#machine.send({ type: 'recorded', number, params: frame.params });
  }

  async #script() {
    try {
      const bytes = await engine.request(`${this.#slot}-script`, { type: 'script', ...this.#settings });
      return bytes ?? new ArrayBuffer(0);
    } catch (error) {
      this.#machine.send({ type: 'noted', why: error instanceof Error ? error.message : String(error) });
      throw error;
    }
  }

  /** @param {import('./machine.js').State} state */
  #present(state) {
    const { source, shown, params, note, run } = state;
    const about = source === 'recorded' && shown ? recordedText(this.#config.controls, shown, params) : '';
    this.#view?.present(presented(state), engine.status, note, about, run.playing);
    this.#run?.show(run);
  }
}
