/**
 * The handles on the picture: focusable sliders that pointer and keys move, and a click in the plot that moves the
 * nearest.
 */
import { snapped, stepped, textOf } from './values.js';

/** @typedef {{control: string, at: number, per: number}} Move a control follows an axis: `at` + `per` × place */
/** @typedef {import('../canvas/frame.js').Frame} Frame */
/** @typedef {import('../canvas/decode.js').Layer & {moves: {x: Move|null, y: Move|null}}} HandleLayer */

/**
 * @typedef {object} Figure
 * @property {HTMLElement} stage
 * @property {Map<string, import('./values.js').Control>} controls
 * @property {() => import('./values.js').Params} params
 * @property {(given: import('./values.js').Params) => void} set
 */

/** Direction (none: that of the first control) and steps. @type {Record<string, ['x'|'y'|'', number]>} */
const KEYS = {
  ArrowLeft: ['x', -1],
  ArrowRight: ['x', 1],
  ArrowDown: ['y', -1],
  ArrowUp: ['y', 1],
  PageDown: ['', -10],
  PageUp: ['', 10],
  Home: ['', -Infinity],
  End: ['', Infinity],
};
const COARSE = 10;

export class Handles {
  /** @type {Handle[]} */
  #handles = [];
  #painter;
  #figure;

  /** @param {import('../canvas/canvas.js').Painter} painter @param {Figure} figure @param {AbortSignal} signal */
  constructor(painter, figure, signal) {
    this.#painter = painter;
    this.#figure = figure;
    painter.canvas.addEventListener('click', ({ clientX, clientY }) => this.#click(clientX, clientY), { signal });
    painter.whenPlaced = (scene) => this.place(scene);
    signal.addEventListener('abort', () => this.#removeFrom(0));
  }

  /** Puts a handle wherever the scene has one. @param {import('../canvas/decode.js').Scene} scene */
  place({ panels }) {
    const found = panels.flatMap(({ layers }, panel) =>
      layers.filter(isHandle).map((layer) => ({ layer: /** @type {HandleLayer} */ (layer), panel })),
    );
    this.#removeFrom(found.length);
    found.forEach(({ layer, panel }, index) => {
      this.#handles[index] ??= new Handle(this.#figure);
      this.#handles[index].place(panel, this.#painter.frames[panel], layer);
    });
  }

  /** @param {number} count */
  #removeFrom(count) {
    for (const handle of this.#handles.splice(count)) handle.remove();
  }

  /** @param {number} clientX @param {number} clientY */
  #click(clientX, clientY) {
    const edge = this.#painter.canvas.getBoundingClientRect();
    const [x, y] = [clientX - edge.left, clientY - edge.top];
    const panel = this.#painter.panelAt(x, y);
    const near = this.#handles.filter((handle) => handle.panel === panel);
    near.sort((a, b) => a.distance(x, y) - b.distance(x, y))[0]?.moveTo(x, y);
  }
}

/** One handle: a focusable slider over its mark on the picture. */
class Handle {
  panel = 0;
  #knob = document.createElement('div');
  #frame = /** @type {Frame} */ (/** @type {unknown} */ (null)); // both are set by `place`, before anything else
  #layer = /** @type {HandleLayer} */ (/** @type {unknown} */ (null));
  #figure;
  /** @type {{x: number, y: number}|null} from the pointer to the centre, while it is dragged */
  #grabbed = null;

  /** @param {Figure} figure */
  constructor(figure) {
    this.#figure = figure;
    this.#knob.className = 'cw-handle';
    this.#knob.tabIndex = 0;
    this.#knob.role = 'slider';
    this.#knob.addEventListener('pointerdown', (event) => this.#grab(event));
    this.#knob.addEventListener('pointermove', (event) => this.#drag(event));
    for (const type of ['pointerup', 'pointercancel']) this.#knob.addEventListener(type, () => (this.#grabbed = null));
    this.#knob.addEventListener('keydown', (event) => this.#press(event));
    figure.stage.append(this.#knob);
  }

  remove() {
    this.#knob.remove();
  }

  /**
   * Stands where the scene puts the handle, and says what it is set to.
   * @param {number} panel @param {Frame} frame @param {HandleLayer} layer
   */
  place(panel, frame, layer) {
    this.panel = panel;
    this.#frame = frame;
    this.#layer = layer;
    const [x, y] = this.#centre();
    this.#knob.hidden = Number.isNaN(x + y);
    this.#knob.style.left = `${x}px`;
    this.#knob.style.top = `${y}px`;
    this.#describe();
  }

  /** How far from a point of the stage, in CSS pixels. @param {number} x @param {number} y */
  distance(x, y) {
    const centre = this.#centre();
    return Math.hypot(centre[0] - x, centre[1] - y);
  }

  /**
   * Moves to a point of the stage: sets each control to the value that puts the handle there.
   * @param {number} x @param {number} y
   */
  moveTo(x, y) {
    const { moves } = this.#layer;
    this.#figure.set({
      ...this.#value(moves.x, this.#frame.x.back(x)),
      ...this.#value(moves.y, this.#frame.y.back(y)),
    });
  }

  /** @param {PointerEvent} event */
  #grab(event) {
    if (event.button) return;
    const [x, y] = this.#centre();
    this.#grabbed = { x: x - event.clientX, y: y - event.clientY };
    this.#knob.setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  #drag({ clientX, clientY }) {
    if (this.#grabbed) this.moveTo(clientX + this.#grabbed.x, clientY + this.#grabbed.y);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const [direction, steps] = KEYS[event.key] ?? ['', 0];
    if (!steps || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#step(direction, event.shiftKey && direction ? steps * COARSE : steps);
  }

  /**
   * Steps towards the right or upwards on the screen; a handle with one control follows every arrow.
   * @param {'x'|'y'|''} direction @param {number} steps
   */
  #step(direction, steps) {
    const move = (direction && this.#layer.moves[direction]) || this.#main;
    const value = Number(this.#figure.params()[move.control]);
    const towards = direction ? steps * Math.sign(move.per) : steps;
    this.#figure.set({ [move.control]: stepped(this.#control(move), value, towards) });
  }

  /** @param {Move|null} move @param {number} place in data units @returns {import('./values.js').Params} */
  #value(move, place) {
    if (!move || !Number.isFinite(place)) return {};
    return { [move.control]: snapped(this.#control(move), move.at + move.per * place) };
  }

  /** @param {Move} move */
  #control({ control }) {
    return /** @type {import('./values.js').Control} */ (this.#figure.controls.get(control));
  }

  /** The control that speaks for the handle: a handle moves at least one. */
  get #main() {
    const { x, y } = this.#layer.moves;
    return /** @type {Move} */ (x ?? y);
  }

  #centre() {
    const { left, right, top, bottom, x, y } = this.#frame;
    return [inside(x(this.#layer.x), left, right), inside(y(this.#layer.y), top, bottom)];
  }

  #describe() {
    const { x, y } = this.#layer.moves;
    const params = this.#figure.params();
    const values = [x, y]
      .filter((move) => move !== null && move !== undefined)
      .map((move) => {
        const control = this.#control(move);
        return `${control.label} ${textOf(control, params[control.name])}`;
      });
    const { minimum, maximum } = this.#control(this.#main);
    this.#knob.ariaLabel = String(this.#layer.label);
    this.#knob.ariaValueText = values.join(', ');
    this.#knob.ariaValueMin = String(minimum);
    this.#knob.ariaValueMax = String(maximum);
    this.#knob.ariaValueNow = String(params[this.#main.control]);
  }
}

/** @param {import('../canvas/decode.js').Layer} layer */
const isHandle = ({ kind, moves }) => kind === 'handle' && Boolean(moves.x ?? moves.y);

/** @param {number} value @param {number} low @param {number} high */
const inside = (value, low, high) => Math.min(high, Math.max(low, value));
