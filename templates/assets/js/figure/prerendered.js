/** Stands in for Python until it is ready, and where it failed: draws what the build recorded of the state asked for. */
import { decode } from './decode.js';
import { nearest, recorded } from './recorded-scenes.js';
import { textOf, unlike } from './values.js';
import { engine } from '../python/visit.js';

export class StandIn {
  #config;
  #draw;
  #signal;
  /** The state whose picture is on the screen; null while that is older than the newest wish. */
  #drawn;
  /** @type {import('./recorded-scenes.js').Frame|null} the recorded picture on the screen, if it is one */
  #frame = null;
  #wish = 0; // only the newest may still draw

  /**
   * @param {{controls: import('./values.js').Control[], params: import('./values.js').Params, record: string}} config
   * @param {(scene: import('./decode.js').Scene) => void} draw @param {AbortSignal} signal
   */
  constructor(config, draw, signal) {
    this.#config = config;
    this.#draw = draw;
    this.#signal = signal;
    this.#drawn = config.params;
  }

  /** A reader asked for a state: draws what is recorded nearest to it. @param {import('./values.js').Params} params */
  async show(params) {
    const wish = ++this.#wish;
    const { controls, record } = this.#config;
    if (engine.phase === 'ready' || (this.#drawn && !unlike(controls, this.#drawn, params).length)) return;
    const frame = nearest(await recorded(record), controls, params);
    if (wish !== this.#wish || this.#signal.aborted || !frame || frame === this.#frame) return;
    this.#frame = frame;
    this.#drawn = frame.params;
    this.#draw(decode(frame.bytes));
  }

  /** Python has drawn. @param {import('./values.js').Params|null} params the state it drew, null if another is on its way */
  yield(params) {
    this.#wish += 1;
    this.#frame = null;
    this.#drawn = params;
  }

  /** What a reader must know of a recorded picture: where it differs from the controls. @param {import('./values.js').Params} params */
  words(params) {
    if (!this.#frame) return '';
    const others = unlike(this.#config.controls, this.#frame.params, params);
    return ['recorded at build', ...others.map((control) => this.#told(control))].join(', ');
  }

  #told(control) {
    return `${control.label} = ${textOf(control, this.#frame.params[control.name])}`;
  }
}
