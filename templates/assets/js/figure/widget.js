/**
 * `<course-widget>`: ties a figure's face to Python.
 * `params`, `scene`, `set(params)`, `reset()`; `data-state` is still, loading, live or failed; a `scene` event at each drawing.
 */
import { nameIn, parse } from './address.js';
import { decode } from './decode.js';
import { Face } from './view.js';
import { Run } from './run.js';
import { StandIn } from './prerendered.js';
import { stateOf } from './status.js';
import { resolved, unlike } from './values.js';
import { engine } from '../python/visit.js';
import { whenWanted } from './activation.js';

let count = 0;

/** Refusals are shown in the figure's status line; nobody else waits for them. @param {Promise<void>} promise */
const quietly = (promise) => promise.catch(() => {});

export class CourseWidget extends HTMLElement {
  /** @type {import('./decode.js').Scene|null} what is drawn, if Python drew it */
  scene = null;
  params = /** @type {import('./values.js').Params} */ ({});
  #slot = `figure-${++count}`;
  #running = `${this.#slot}-run`; // the name in Python of its run, and of what it has pinned
  #config = null;
  #face = null;
  #standIn = null;
  #run = null;
  #leave = new AbortController();
  #latest = Promise.resolve();
  #asking = 0; // requests without an answer
  #owed = false; // the state asked for last is neither drawn nor refused
  #valid = false; // it is drawn or on its way
  #wanted = false; // a reader came near or touched it
  #note = '';

  connectedCallback() {
    this.#config ??= JSON.parse(this.querySelector('template[data-part="config"]').content.textContent);
    this.params = { ...this.#config.params };
    const { signal } = (this.#leave = new AbortController());
    const set = (given) => quietly(this.set(given));
    const script = () => engine.request(`${this.#slot}-script`, { type: 'script', ...this.#state }).catch((error) => { throw this.#refused(error); });
    const deeds = { params: () => this.params, set, reset: () => quietly(this.reset()), retry: () => (engine.retry(), set({})), script };
    this.#face = new Face(this, this.#config, deeds, signal);
    this.#standIn = new StandIn(this.#config, (scene) => this.#stand(scene), signal);
    const run = { start: () => this.#state, show: (bytes) => this.#draw(bytes), failed: (error) => this.#refused(error) };
    this.#run = this.#config.runs ? new Run(engine, this.#running, run, (name) => this.#face.part(name), signal) : null;
    engine.loading.watch((status) => this.#heard(status), signal);
    whenWanted(this, () => this.#wanted || set({}), signal);
    this.restore(location.hash);
  }

  disconnectedCallback() {
    this.#leave.abort();
    engine.drop(this.#slot);
    this.scene = null;
    this.#wanted = this.#owed = this.#valid = false;
  }

  /**
   * Sets some controls, moved to the nearest value allowed. @param {Record<string, any>} given
   * @returns {Promise<void>} resolves when this state, or a newer one, is drawn; rejects when Python could not
   */
  set(given) {
    const { params, note } = resolved(this.#config.controls, this.params, given);
    return this.#adopt(params, note, unlike(this.#config.controls, params, this.params).length > 0);
  }

  /** Resolves when what was asked for last is drawn; a run's picture is left as it is. */
  drawn() {
    return this.scene ? this.#latest : this.set({});
  }

  /** Back to the state that the page was written with. */
  reset() {
    return this.#adopt({ ...this.#config.params });
  }

  /** Takes the state that an address fragment describes, if it speaks of this figure. @param {string} hash */
  restore(hash) {
    if (nameIn(hash) !== this.#config.name) return;
    const { params, note } = parse(hash, this.#config.controls, this.#config.params);
    quietly(this.#adopt(params, note));
  }

  /** Where nothing has changed, nothing is asked again, and a run goes on. */
  #adopt(params, note = '', changed = true) {
    [this.params, this.#note] = [params, note];
    this.#face.set(params);
    if (!changed && this.#valid) return (this.#heard(engine.loading.status), this.#latest);
    this.#run?.restart();
    this.#standIn.show(params);
    return this.#ask();
  }

  #ask() {
    this.#wanted = this.#owed = this.#valid = true;
    this.#latest = this.#answered(this.#leave.signal);
    this.#heard(engine.loading.status);
    return this.#latest;
  }

  /** Asks for the current state; resolves when it, or the newer one that took its place, is drawn. */
  async #answered(signal) {
    this.#asking += 1;
    const bytes = await engine.request(this.#slot, { type: 'ask', ...this.#state }).catch((error) => error);
    this.#asking -= 1;
    if (signal.aborted) return undefined;
    if (bytes instanceof Error) throw this.#refused(bytes);
    return bytes ? this.#draw(bytes) : this.#latest;
  }

  get #state() {
    return { name: this.#config.name, params: JSON.stringify(this.params), figure: this.#config.runs ? this.#running : '' };
  }

  /** @param {ArrayBuffer} bytes */
  async #draw(bytes) {
    this.scene = decode(bytes);
    this.#owed = this.#asking > 0;
    this.#standIn.yield(this.#owed ? null : this.params);
    await this.#face.draw(this.scene);
    if (!this.scene) return; // the reader went to another page meanwhile
    this.#heard(engine.loading.status);
    this.dispatchEvent(new CustomEvent('scene', { bubbles: true, detail: this.scene }));
  }

  /** A recorded picture is none of this state, so no `scene` is told of and no question is judged by it. */
  #stand(scene) {
    this.scene = null;
    this.#face.draw(scene);
    this.#heard(engine.loading.status);
  }

  /** What hung or raised is not asked again by itself; after a failure to start, Retry does. */
  #refused(error) {
    this.#owed = engine.phase === 'failed';
    this.#valid = false;
    this.#note = error.message;
    this.#heard(engine.loading.status);
    return error;
  }

  #heard(status) {
    if (status.phase === 'ready' && this.#owed && !this.#asking) quietly(this.#ask());
    const state = stateOf(status.phase, this.scene !== null, this.#note !== '' && !this.#asking);
    this.#face.tell(this.#wanted ? state : 'still', status, this.#note, this.#standIn.words(this.params));
  }
}
