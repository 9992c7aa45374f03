/** All handles of a figure: one grip for each, and a click in the plot that moves the nearest. */
import { Grip } from './handle.js';

export class Handles {
  #grips = [];
  #painter;
  #figure;

  /**
   * @param {import('../canvas/canvas.js').Painter} painter
   * @param {{stage: HTMLElement, controls: Map<string, object>, params: () => object, set: (given: object) => void}} figure
   * @param {AbortSignal} signal
   */
  constructor(painter, figure, signal) {
    this.#painter = painter;
    this.#figure = figure;
    painter.canvas.addEventListener('click', ({ clientX, clientY }) => this.#clicked(clientX, clientY), { signal });
    painter.whenPlaced = (scene) => this.place(scene);
    signal.addEventListener('abort', () => this.#keep(0));
  }

  /** Puts a grip on every handle of the scene. @param {import('./decode.js').Scene} scene */
  place({ panels }) {
    const found = panels.flatMap(({ layers }, panel) => layers.filter(isHandle).map((layer) => ({ layer, panel })));
    this.#keep(found.length);
    found.forEach(({ layer, panel }, index) => {
      this.#grips[index] ??= new Grip(this.#figure);
      this.#grips[index].place(panel, this.#painter.frames[panel], layer);
    });
  }

  #keep(count) {
    for (const grip of this.#grips.splice(count)) grip.remove();
  }

  #clicked(clientX, clientY) {
    const edge = this.#painter.canvas.getBoundingClientRect();
    const [x, y] = [clientX - edge.left, clientY - edge.top];
    const panel = this.#painter.panelAt(x, y);
    const near = this.#grips.filter((grip) => grip.panel === panel).sort((a, b) => a.distance(x, y) - b.distance(x, y));
    near[0]?.moveTo(x, y);
  }
}

const isHandle = ({ kind, moves }) => kind === 'handle' && Boolean(moves.x ?? moves.y);
