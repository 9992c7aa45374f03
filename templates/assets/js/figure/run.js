/** A simulation that unfolds in time: its frames are pulled one at a time, so that Pause acts at once. */
import { keeping } from './checkpoint.js';
import { pinning } from './pins.js';

const PARTS = ['play', 'step', 'pin', 'unpin', 'keep', 'continue', 'kept'];
const CALM_MS = 1000; // between two pictures, for readers who asked for less motion

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

export class Run {
  #engine;
  #slot;
  #figure;
  #play;
  #words;
  #playing = false;
  #home = null; // the worker in which the run was begun, by its number
  #version = 0;
  #turn = 0;
  #last = Promise.resolve(true);
  #drawn = 0;
  #kept = null;
  #drawing = Promise.resolve();
  #changed = () => {};

  /**
   * @param {import('../python/engine.js').Engine} engine @param {string} slot
   * @param {{start: () => {name: string, params: string}, show: (bytes: ArrayBuffer) => Promise<void>, failed: (error: Error) => void}} figure
   * @param {(name: string) => HTMLButtonElement} part of the figure: a button, or null where runs cannot be kept
   * @param {AbortSignal} signal
   */
  constructor(engine, slot, figure, part, signal) {
    const { play, step, pin, unpin, ...parts } = Object.fromEntries(PARTS.map((name) => [name, part(name)]));
    this.#engine = engine;
    this.#slot = slot;
    this.#figure = figure;
    this.#play = play;
    this.#words = play.textContent;
    play.addEventListener('click', () => (this.#playing ? this.pause() : this.play()), { signal });
    step.addEventListener('click', () => this.step(), { signal });
    const send = (type) => engine.request(`${slot}-pin`, { type, figure: slot }).then((bytes) => bytes && figure.show(bytes));
    pinning((type) => send(type).catch(figure.failed), { pin, unpin }, signal);
    if (parts.keep) this.#changed = keeping(this.#keeper, parts, signal);
    signal.addEventListener('abort', () => this.#forget());
  }

  /** Draws frame after frame until the run is over, or another press takes its turn. */
  async play() {
    this.#show(true);
    const turn = ++this.#turn;
    while (turn === this.#turn && (await this.#advance(calm() ? CALM_MS : 0)));
    if (turn === this.#turn) this.pause();
  }

  pause() {
    this.#turn += 1;
    this.#show(false);
  }

  /** Draws the next frame. */
  async step() {
    this.pause();
    await this.#advance(0);
    await this.#drawing;
  }

  /** The controls have changed: what is under way is dropped, and the next frame is a first one. */
  restart() {
    this.#version += 1;
    this.#home = null;
    this.#changed();
  }

  /** Whether Python holds this run; a worker that was replaced took its runs along. */
  get #begun() {
    return this.#home === this.#engine.counts.spawned;
  }

  /** Pulls a frame when the one before has come: requests in one slot would displace each other. */
  #advance(pause) {
    const version = this.#version;
    return (this.#last = this.#last.then(() => this.#pull(version, pause)));
  }

  /** Pulls a frame and draws it, unless one was drawn less than `pause` ms ago; false when the run is over. */
  async #pull(version, pause) {
    try {
      if (version === this.#version && !this.#begun) await this.#ask({ type: 'begin', ...this.#figure.start() });
      if (version !== this.#version) return true;
      this.#home = this.#engine.counts.spawned;
      const bytes = await this.#ask({ type: 'advance' });
      if (version !== this.#version) return true;
      await this.#arrived(bytes, pause);
      return bytes !== null;
    } catch (error) {
      this.restart();
      this.#figure.failed(error);
      return false;
    }
  }

  /** The last frame is drawn whatever the pause: it is kept until the next one, or the end. Python goes on meanwhile. */
  async #arrived(bytes, pause) {
    const due = bytes === null || performance.now() - this.#drawn >= pause;
    const frame = bytes ?? this.#kept;
    this.#kept = due ? null : bytes;
    if (bytes === null) this.#home = null;
    if (!due || !frame) return;
    this.#drawn = performance.now();
    await this.#drawing;
    this.#drawing = this.#figure.show(frame);
  }

  get #keeper() {
    const ask = (type, more) => this.#engine.request(`${this.#slot}-keep`, { type, run: this.#slot, ...this.#figure.start(), ...more });
    const save = async () => (this.#begun ? ask('save') : null);
    return { state: this.#figure.start, save, load: (bytes) => this.#goOn(() => ask('resume', { bytes })) };
  }

  /** Draws where a kept run stands, and goes on from there. @param {() => Promise<ArrayBuffer>} resumed */
  async #goOn(resumed) {
    this.pause();
    const version = ++this.#version;
    const frame = await resumed();
    if (version !== this.#version || !frame) return;
    this.#home = this.#engine.counts.spawned;
    await this.#figure.show(frame);
    this.play();
  }

  #ask(message) {
    return this.#engine.request(this.#slot, { ...message, run: this.#slot });
  }

  #show(playing) {
    this.#playing = playing;
    this.#play.textContent = playing ? 'Pause' : this.#words;
  }

  #forget() {
    this.pause();
    if (this.#engine.phase === 'ready') this.#ask({ type: 'end' }).catch(() => {});
    this.restart();
  }
}
