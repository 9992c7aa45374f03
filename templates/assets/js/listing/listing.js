/**
 * `<code-cell>`: a listing that the reader may change and run. `data-state` is idle, waiting, loading, running, done,
 * stopped or failed; a `ran` event with the outcome ends each run.
 */
import { Editor } from './editor.js';
import { lookOf } from './look.js';
import { Output } from './output.js';
import { cellPython } from './python.js';
import { storageBlocked } from '../reader/storage.js';

const BACK = 'as published; Undo (Ctrl or ⌘ and Z) brings your text back';
const BLOCKED = 'edited; this browser does not let the page keep it';

export class CodeCell extends HTMLElement {
  /** @type {import('./editor.js').Editor} */
  editor;
  #output;
  #leave = new AbortController();
  /** @type {import('./python.js').Hear|null} the run under way */
  #run = null;

  connectedCallback() {
    this.#leave = new AbortController();
    const { signal } = this.#leave;
    const deeds = { run: () => this.run(), changed: () => this.#changed() };
    const key = `cell:${this.dataset.name}:${this.dataset.hash}`;
    this.editor = new Editor(this.#part('code'), /** @type {HTMLTextAreaElement} */ (this.#part('text')), key, deeds, signal);
    this.#output = new Output(this.#part('output'));
    for (const deed of ['run', 'stop', 'reset']) this.#part(deed).addEventListener('click', () => this[deed](), { signal });
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
    const hear = (this.#run = (message) => this.#hear(message));
    this.#show('loading', 'starting');
    const outcome = await cellPython.run(`${this.editor.value}\n`, lookOf(this), hear);
    if (this.#run === hear) this.#ended(outcome);
    this.dispatchEvent(new CustomEvent('ran', { detail: outcome }));
  }

  #ended(outcome) {
    this.#run = null;
    this.#output.flush();
    this.#show(outcome.state, told(outcome));
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

  #hear(message) {
    if (message.type === 'text') this.#output.write(message.kind, message.text);
    else if (message.type === 'picture') this.#output.picture(message);
    else if (message.type === 'progress') this.#loading(message);
    else if (message.type === 'waiting') this.#show('waiting', 'waits for the listing that is running');
    else if (message.type === 'running') this.#show('running', 'running');
  }

  /** How far loading is, is drawn; only what is loaded is said. */
  #loading({ what, fraction }) {
    this.#show('loading', what);
    /** @type {HTMLProgressElement} */ (this.#part('progress')).value = fraction;
  }

  #changed() {
    const { edited } = this.editor;
    this.#allow('reset', edited || !this.#part('output').hidden);
    if (!this.#run) this.#say(edited ? (storageBlocked() ? BLOCKED : 'edited, kept in this browser') : '');
  }

  #show(state, words = '') {
    this.dataset.state = state;
    this.#say(words);
    this.#allow('run', this.#run === null);
    this.#allow('stop', this.#run !== null);
    this.#allow('reset', state !== 'idle' || this.editor.edited);
    this.#part('progress').hidden = state !== 'loading';
  }

  /** A button that has nothing to do keeps the focus, if it has it. */
  #allow(name, allowed) {
    this.#part(name).setAttribute('aria-disabled', String(!allowed));
  }

  #say(words) {
    const status = this.#part('status');
    if (status.textContent !== words) status.textContent = words;
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }
}

/** How a run ended, in words. @param {import('./python.js').Outcome} outcome */
function told({ state, line, ms, why }) {
  if (state === 'failed') return `${why} Run tries again.`;
  if (state === 'stopped') return 'stopped';
  if (line !== null) return line ? `ended by an error in line ${line}` : 'ended by an error';
  return `done in ${ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`}`;
}
