/**
 * A simulation that unfolds in time: its frames are pulled one at a time, so that Pause acts at once, and kept. What it
 * shows can be pinned, drawn beside what comes next, and the state of a run saved in this browser and resumed.
 */
import { find, put } from '../reader/checkpoint-store.js';
import { Film } from './film.js';
import { Time } from './time.js';

const CALM_MS = 1000; // between two pictures of a training that plays, for readers who asked for less motion

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** @typedef {{name: string, params: string}} Settings of a run, as Python takes them */
/** @typedef {import('../python/engine.js').Engine} Engine */
/** @typedef {(name: string) => any} Part gives an element of the figure, or null */

export class Run {
  #engine;
  #slot;
  #machine;
  #figure;
  #time;
  #film = new Film();
  #lastDrawn = 0; // when
  /** @type {import('./film.js').Frame|null} the frame on the screen */
  #drawn = null;
  /** @type {import('./film.js').Frame|null} the frame to be drawn next */
  #next = null;
  #busy = false; // a frame is being drawn
  #drawing = Promise.resolve();

  /**
   * @param {Engine} engine @param {string} slot @param {import('./machine.js').Machine} machine
   * @param {{settings: () => Settings, show: (bytes: ArrayBuffer) => Promise<void>, seconds: number}} figure
   * @param {Part} part of the figure: a button, or null where runs cannot be saved @param {AbortSignal} signal
   */
  constructor(engine, slot, machine, figure, part, signal) {
    this.#engine = engine;
    this.#slot = slot;
    this.#machine = machine;
    this.#figure = figure;
    this.#time = new Time(machine, this.#film, figure.seconds, part, signal);
    pinning((type) => this.#pin(type), part, signal);
    machine.on({
      pull: () => this.#pull(),
      show: () => this.#show(),
      thin: () => this.#film.thin(),
      settings: part('keep') ? saving(this.#saver, part, signal) : () => {},
    });
    signal.addEventListener('abort', () => this.#end());
  }

  /** @param {import('./machine.js').Run} run */
  show(run) {
    this.#time.show(run);
  }

  /** Asks for a frame, of a run that is begun if need be, and keeps it; what is out of date by then is let go. */
  async #pull() {
    const { version, begun } = this.#machine.state.run;
    try {
      if (!begun) await this.#ask({ type: 'begin', ...this.#figure.settings() });
      this.#machine.send({ type: 'begun', version });
      const bytes = this.#isNewest(version) ? await this.#ask({ type: 'advance' }) : undefined;
      await this.#drawing;
      const full = bytes && this.#isNewest(version) ? this.#film.push(bytes, this.#machine.state.run.kept) : false;
      this.#machine.send(bytes === null ? { type: 'over', version } : { type: 'pulled', version, full });
    } catch (error) {
      this.#machine.send({ type: 'stopped', version, why: message(error) });
    }
  }

  /** @param {number} version */
  #isNewest(version) {
    return version === this.#machine.state.run.version;
  }

  /** Draws the frame at its place, after the one that is being drawn; of those that wait, the newest. */
  #show() {
    const frame = this.#film.frames[this.#machine.state.run.place];
    if (!frame || this.#tooEarly()) return;
    this.#next = frame;
    if (!this.#busy) this.#drawing = this.#draw();
  }

  /** Whether a training that plays has drawn just now, where motion is unwanted. */
  #tooEarly() {
    return this.#machine.state.run.playing && calm() && performance.now() - this.#lastDrawn < CALM_MS;
  }

  async #draw() {
    const { version } = this.#machine.state.run;
    this.#busy = true;
    while (this.#next && this.#next !== this.#drawn && this.#isNewest(version)) {
      this.#drawn = this.#next;
      this.#lastDrawn = performance.now();
      this.#time.drawn();
      await this.#figure.show(this.#drawn.bytes);
    }
    this.#busy = false;
  }

  /** Tells Python, and draws its answer; the frames kept do not show it. @param {'pin'|'unpin'} type */
  async #pin(type) {
    const frame = this.#film.frames[this.#machine.state.run.place]?.index ?? -1;
    this.#machine.send({ type: 'forget' });
    try {
      const bytes = await this.#engine.request(`${this.#slot}-pin`, { type, figure: this.#slot, frame });
      if (bytes) await this.#figure.show(bytes);
    } catch (error) {
      this.#machine.send({ type: 'noted', why: message(error) });
    }
  }

  /** @returns {Saver} */
  get #saver() {
    const settings = this.#figure.settings;
    const ask = (/** @type {string} */ type, more = {}) =>
      this.#engine.request(`${this.#slot}-keep`, { type, run: this.#slot, ...settings(), ...more });
    const save = async () => (this.#machine.state.run.begun ? ask('save') : null);
    return { settings, save, resume: (bytes) => this.#resume(() => ask('resume', { bytes })) };
  }

  /**
   * Draws where a saved run stands, and goes on from there.
   * @param {() => Promise<ArrayBuffer|null|undefined>} resumed
   */
  async #resume(resumed) {
    this.#machine.send({ type: 'resume' });
    const { version } = this.#machine.state.run;
    const frame = await resumed();
    if (!frame || !this.#isNewest(version)) return;
    await this.#figure.show(frame);
    this.#machine.send({ type: 'resumed', version });
  }

  /** @param {{type: string, [field: string]: unknown}} request */
  #ask(request) {
    return this.#engine.request(this.#slot, { ...request, run: this.#slot });
  }

  #end() {
    if (this.#engine.phase === 'ready') this.#ask({ type: 'end' }).catch(() => {});
  }
}

/** @param {unknown} error */
const message = (error) => (error instanceof Error ? error.message : String(error));

/**
 * Pin and Unpin: a figure keeps what it shows and draws it beside what it shows next (see `widgets/kit/compare.py`).
 * @param {(type: 'pin'|'unpin') => void} send @param {Part} part @param {AbortSignal} signal
 */
function pinning(send, part, signal) {
  const [pin, unpin] = [part('pin'), part('unpin')];
  const show = (/** @type {number} */ pinned) => {
    pin.textContent = pinned ? `Pin (${pinned} of ${pin.dataset.most})` : 'Pin';
    unpin.hidden = !pinned;
  };
  pin.addEventListener('click', () => send('pin'), { signal });
  unpin.addEventListener('click', () => send('unpin'), { signal });
  const drawn = (/** @type {CustomEvent} */ { detail }) => show(detail.pinned);
  pin.closest('course-widget').addEventListener('scene', drawn, { signal });
  show(0);
}

/**
 * @typedef {object} Saver
 * @property {() => Settings} settings
 * @property {() => Promise<ArrayBuffer|null|undefined>} save
 * @property {(bytes: ArrayBuffer) => Promise<void>} resume
 */

/**
 * Keep and Continue: the state of a run, saved in this browser for one figure and one setting of its controls. What
 * other code has saved (`content` differs) is not resumed. Without storage the reader is told.
 * @param {Saver} run @param {Part} part @param {AbortSignal} signal
 * @returns {() => void} to be called when the controls have changed
 */
function saving({ settings, save, resume }, part, signal) {
  const [button, resumeButton, line] = [part('keep'), part('continue'), part('kept')];
  const { content } = button.dataset;
  const key = () => [settings().name, settings().params];
  const fitting = async (/** @type {IDBValidKey} */ at) => {
    const saved = await find(at).catch(() => undefined);
    return saved?.content === content ? saved : undefined;
  };
  const offer = async () => {
    const at = key();
    const saved = await fitting(at);
    if (String(at) === String(key())) resumeButton.hidden = !saved;
  };
  const saveIt = async () => {
    const [at, bytes] = [key(), await save()];
    if (!bytes) return 'Nothing is in training with these settings: press Train first.';
    await put(at, { content, bytes }).catch(refused);
    await offer();
    return 'Kept in this browser.';
  };
  const goOn = async () => {
    const saved = await fitting(key());
    if (!saved) return 'Nothing is kept for these settings.';
    await resume(saved.bytes);
    return 'Going on from what was kept.';
  };
  const pressed = (/** @type {() => Promise<string>} */ act) => async () => {
    line.textContent = await act().catch(message);
  };
  button.addEventListener('click', pressed(saveIt), { signal });
  resumeButton.addEventListener('click', pressed(goOn), { signal });
  const changed = () => {
    if (signal.aborted) return;
    line.textContent = '';
    offer();
  };
  changed();
  return changed;
}

/** @param {unknown} error for the console; the reader is told what it means @returns {never} */
function refused(error) {
  console.info(error);
  throw new Error('This browser does not let the page keep anything.');
}
