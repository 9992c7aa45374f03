/**
 * `<code-cell>`: a listing that the reader may change and run. `data-state` is idle, waiting, loading, running, done,
 * stopped or failed; a `ran` event with the outcome ends each run.
 */
import { Editor } from './editor.js';
import { Output } from './output.js';
import { cellPython } from './python.js';
import { Theme } from '../canvas/colours.js';
import { storageBlocked } from '../reader/storage.js';

const BACK = 'as published; Undo (Ctrl or ⌘ and Z) brings your text back';
const BLOCKED = 'edited; this browser does not let the page keep it';

const ROLES = ['ground', 'ink', 'muted', 'line'];
const CYCLE = ['first', 'second', 'third', 'fourth', 'wall', 'quiet'];
const WIDEST = 620;
const NARROWEST = 320;

export class CodeCell extends HTMLElement {
  editor = /** @type {Editor} */ (/** @type {unknown} */ (null)); // both are made when the listing stands in a page
  #output = /** @type {Output} */ (/** @type {unknown} */ (null));
  #leave = new AbortController();
  /** @type {import('./python.js').Receive|null} the run under way */
  #run = null;

  connectedCallback() {
    this.#leave = new AbortController();
    const { signal } = this.#leave;
    const actions = { run: () => this.run(), changed: () => this.#changed() };
    const buttons = { run: actions.run, stop: () => this.stop(), reset: () => this.reset() };
    const key = `cell:${this.dataset.name}:${this.dataset.hash}`;
    this.editor = new Editor(
      this.#part('code'),
      /** @type {HTMLTextAreaElement} */ (this.#part('text')),
      key,
      actions,
      signal,
    );
    this.#output = new Output(this.#part('output'));
    for (const [name, press] of Object.entries(buttons)) this.#part(name).addEventListener('click', press, { signal });
    this.#part('bar').hidden = false;
    // Once told, the keys stay: a line that went with the focus would move what a press on the page below is aimed at.
    this.#part('text').addEventListener('focus', () => (this.#part('hint').hidden = false), { signal });
    this.#show('idle');
    this.#changed();
  }

  disconnectedCallback() {
    this.stop();
    this.#leave.abort();
    this.#output.clear();
  }

  /** Runs the text as it stands; resolves when it has ended. Nothing happens while it runs already. */
  async run() {
    if (this.#run) return;
    this.#output.clear();
    const receive = (/** @type {import('./python.js').Message} */ message) => this.#receive(message);
    this.#run = receive;
    this.#show('loading', 'starting');
    const outcome = await cellPython.run(`${this.editor.value}\n`, lookOf(this), receive);
    if (this.#run === receive) this.#ended(outcome);
    this.dispatchEvent(new CustomEvent('ran', { detail: outcome }));
  }

  /** @param {import('./python.js').Outcome} outcome */
  #ended(outcome) {
    this.#run = null;
    this.#output.flush();
    this.#show(outcome.state, outcomeText(outcome));
  }

  /** Ends the run, if there is one. */
  stop() {
    if (this.#run) cellPython.stop(this.#run);
  }

  /** The listing as it was published, and no output. */
  reset() {
    const { edited } = this.editor;
    this.stop();
    this.#run = null;
    this.editor.reset();
    this.#output.clear();
    this.#show('idle', edited ? BACK : '');
  }

  /** @param {any} message */
  #receive(message) {
    if (message.type === 'text') this.#output.write(message.kind, message.text);
    else if (message.type === 'picture') this.#output.picture(message);
    else if (message.type === 'progress') this.#loading(message);
    else if (message.type === 'waiting') this.#show('waiting', 'waits for the listing that is running');
    else if (message.type === 'running') this.#show('running', 'running');
  }

  /** How far loading is, is drawn; only what is loaded is said. @param {{what: string, fraction: number}} message */
  #loading({ what, fraction }) {
    this.#show('loading', what);
    /** @type {HTMLProgressElement} */ (this.#part('progress')).value = fraction;
  }

  #changed() {
    const { edited } = this.editor;
    this.#allow('reset', edited || !this.#part('output').hidden);
    const saved = storageBlocked() ? BLOCKED : 'edited, kept in this browser';
    if (!this.#run) this.#say(edited ? saved : '');
  }

  /** @param {string} state @param {string} [words] */
  #show(state, words = '') {
    this.dataset.state = state;
    this.#say(words);
    this.#allow('run', this.#run === null);
    this.#allow('stop', this.#run !== null);
    this.#allow('reset', state !== 'idle' || this.editor.edited);
    this.#part('progress').hidden = state !== 'loading';
  }

  /** A button that has nothing to do keeps the focus, if it has it. @param {string} name @param {boolean} allowed */
  #allow(name, allowed) {
    this.#part(name).setAttribute('aria-disabled', String(!allowed));
  }

  /** @param {string} words */
  #say(words) {
    const status = this.#part('status');
    if (status.textContent !== words) status.textContent = words;
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }
}

/** How a run ended, in words. @param {import('./python.js').Outcome} outcome */
function outcomeText({ state, line, ms = 0, why }) {
  if (state === 'failed') return `${why} Run tries again.`;
  if (state === 'stopped') return 'stopped';
  if (line !== null) return line ? `ended by an error in line ${line}` : 'ended by an error';
  return `done in ${ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`}`;
}

/**
 * What a plot of the reader takes from the page: its colours, which may be light, dark or forced, and its width.
 * @param {Element} cell @returns {{cycle: string[], width: number, [role: string]: any}}
 */
function lookOf(cell) {
  const theme = new Theme(cell);
  const ink = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(1, 1).getContext('2d'));
  const hex = (/** @type {string} */ role) => {
    ink.fillStyle = theme.colour(role); // a system colour has a name; a canvas gives its value
    return String(ink.fillStyle);
  };
  const width = Math.max(NARROWEST, Math.min(WIDEST, Math.round(cell.clientWidth - 24)));
  return { ...Object.fromEntries(ROLES.map((role) => [role, hex(role)])), cycle: CYCLE.map(hex), width };
}
