/** Everything of a figure that a reader sees, hears or takes hold of; it knows the page, and nothing of Python. */
import { format } from './address.js';
import { Painter } from '../canvas/canvas.js';
import { Exports } from './exports.js';
import { Handles } from './handles.js';
import { Inputs } from './inputs.js';
import { Announcer, StatusLine, Tables } from './texts.js';

/** @typedef {import('../canvas/decode.js').Scene} Scene */
/** @typedef {import('./values.js').Params} Params */
/** @typedef {import('./machine.js').Presented} Presented */

/**
 * @typedef {object} Actions what a reader can do to a figure
 * @property {() => Params} params the state of the controls
 * @property {(given: Params) => void} set
 * @property {() => void} reset
 * @property {() => void} retry
 * @property {() => Promise<ArrayBuffer>} script the program of the figure as text
 */

export class View {
  #element;
  #name;
  #painter;
  #inputs;
  #announcer;
  #tables;
  #exports;
  #status;

  /**
   * @param {HTMLElement} element @param {{name: string, controls: import('./values.js').Control[]}} config
   * @param {Actions} actions @param {AbortSignal} signal
   */
  constructor(element, { name, controls }, { params, set, reset, retry, script }, signal) {
    this.#element = element;
    this.#name = name;
    const stage = this.part('stage');
    const known = new Map(controls.map((control) => [control.name, control]));
    this.#painter = new Painter(stage, this.part('still'), signal);
    new Handles(this.#painter, { stage, controls: known, params, set }, signal);
    this.#inputs = new Inputs(this.part('controls'), controls, set, signal);
    this.#announcer = new Announcer(this.part('reading'), this.part('writing'), this.part('announce'), signal);
    this.#tables = new Tables(this.part('data'), this.part('tables'), signal);
    this.#exports = new Exports(this.part('exports'), name, this.#painter.canvas, script, signal);
    this.#status = new StatusLine(this.part('status'), this.part('progress'), this.part('retry'));
    this.part('reset').addEventListener('click', reset, { signal });
    this.part('retry').addEventListener('click', retry, { signal });
    signal.addEventListener('abort', () => element.removeAttribute('data-drawn'));
  }

  /** Shows what the controls are set to. @param {Params} params */
  set(params) {
    this.#inputs.show(params);
    this.part('link').setAttribute('href', format(this.#name, params));
  }

  /**
   * Shows a scene; resolves when it is on the screen.
   * @param {Scene} scene @param {boolean} [moving] whether the picture moves over to it
   */
  async draw(scene, moving = false) {
    this.#announcer.describe(scene.reading, scene.writing);
    this.#tables.show(scene);
    await (moving ? this.#painter.move(scene) : this.#painter.show(scene));
    this.#exports.show(scene);
    this.#element.toggleAttribute('data-drawn', true);
  }

  /**
   * Shows where the picture comes from.
   * @param {Presented} presented @param {import('../python/engine.js').Status} status
   * @param {string} note @param {string} recorded @param {boolean} playing
   */
  present(presented, status, note, recorded, playing) {
    this.#announcer.hold(playing);
    this.#element.dataset.state = presented;
    this.#status.show(presented, status, note, recorded);
    this.#announcer.report(presented === 'loading' ? '' : note || (presented === 'failed' ? status.why : ''));
  }

  /** @param {string} name @returns {any} the part of the markup with that `data-part` */
  part(name) {
    return this.#element.querySelector(`[data-part="${name}"]`);
  }
}
