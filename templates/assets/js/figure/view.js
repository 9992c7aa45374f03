/** Everything of a figure that a reader sees or takes hold of; it knows the page, and nothing of Python. */
import { format } from './address.js';
import { Painter } from '../canvas/canvas.js';
import { Exports } from './exports.js';
import { Handles } from './handles.js';
import { Inputs } from './inputs.js';
import { Speech } from './announcer.js';
import { StatusLine } from './status.js';
import { Tables } from './tables.js';

export class Face {
  #element;
  #name;
  #painter;
  #inputs;
  #speech;
  #tables;
  #exports;
  #line;

  /**
   * @param {HTMLElement} element @param {{name: string, controls: import('./values.js').Control[]}} config
   * @param {{params: () => object, set: (given: object) => void, reset: () => void, retry: () => void,
   *   script: () => Promise<ArrayBuffer>}} deeds
   * @param {AbortSignal} signal
   */
  constructor(element, { name, controls }, { params, set, reset, retry, script }, signal) {
    this.#element = element;
    this.#name = name;
    const stage = this.part('stage');
    const known = new Map(controls.map((control) => [control.name, control]));
    this.#painter = new Painter(stage, this.part('still'), signal);
    new Handles(this.#painter, { stage, controls: known, params, set }, signal);
    this.#inputs = new Inputs(this.part('controls'), controls, set, signal);
    this.#speech = new Speech(this.part('reading'), this.part('writing'), this.part('announce'), signal);
    this.#tables = new Tables(this.part('data'), this.part('tables'), signal);
    this.#exports = new Exports(this.part('exports'), name, this.#painter.canvas, script, signal);
    this.#line = new StatusLine(this.part('status'), this.part('progress'), this.part('retry'));
    this.part('reset').addEventListener('click', reset, { signal });
    this.part('retry').addEventListener('click', retry, { signal });
    signal.addEventListener('abort', () => element.removeAttribute('data-drawn'));
  }

  /** Shows what the controls are set to. @param {import('./values.js').Params} params */
  set(params) {
    this.#inputs.show(params);
    this.part('link').setAttribute('href', format(this.#name, params));
  }

  /** Shows a scene; resolves when it is on the screen. @param {import('./decode.js').Scene} scene */
  async draw(scene) {
    this.#speech.say(scene.reading, scene.writing);
    this.#tables.show(scene);
    await this.#painter.show(scene);
    this.#exports.show(scene);
    this.#element.toggleAttribute('data-drawn', true);
  }

  /**
   * Shows where the picture comes from.
   * @param {string} state @param {import('../python/loading.js').Status} status @param {string} note @param {string} recorded
   */
  tell(state, status, note, recorded) {
    this.#element.dataset.state = state;
    this.#line.show(state, status, note, recorded);
    this.#speech.tell(state === 'loading' ? '' : note || (state === 'failed' ? status.why : ''));
  }

  /** @param {string} name @returns {any} the part of the markup with that `data-part` */
  part(name) {
    return this.#element.querySelector(`[data-part="${name}"]`);
  }
}
