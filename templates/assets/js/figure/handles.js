/**
 * The handles on the picture: focusable sliders that pointer and keys move, and a click in the plot that moves the
 * nearest.
 */
import { snapped, stepped, textOf } from './values.js';

/**
 * A control follows the places on both axes: `at` + `per` × place on its own + `cross` × place on the other.
 * @typedef {{control: string, at: number, per: number, cross: number}} Move
 */
/** @typedef {import('../canvas/frame.js').Frame} Frame */
/**
 * @typedef {import('../canvas/decode.js').Layer &
 *   {moves: {x: Move|null, y: Move|null}, around: [string, string]|null}} HandleLayer
 */

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
/** Keys that turn and tilt the view of a handle that stands in a landscape. @type {Record<string, [0|1, number]>} */
const TURNS = { a: [0, -5], d: [0, 5], w: [1, 5], s: [1, -5] };
const DEGREES = 0.35; // a CSS pixel of a drag beside such a handle

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
    turning(painter, figure, (x, y) => this.#around(x, y), signal);
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
    const turns = found.some(({ layer }) => layer.around);
    this.#painter.canvas.classList.toggle('cw-turns', turns);
  }

  /** The controls of the view that is turned by a drag from a point. @param {number} x @param {number} y */
  #around(x, y) {
    const panel = this.#painter.panelAt(x, y);
    return this.#handles.find((handle) => handle.panel === panel && handle.around)?.around ?? null;
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
    const near = this.#handles.filter((handle) => handle.panel === panel && !handle.around);
    near.sort((a, b) => a.distance(x, y) - b.distance(x, y))[0]?.moveTo(x, y);
  }
}

/**
 * A drag beside the ball of a landscape turns it; vertical ones on a touch screen are left to the page.
 * @param {import('../canvas/canvas.js').Painter} painter @param {Figure} figure
 * @param {(x: number, y: number) => [string, string]|null} around the controls that a drag from there turns
 * @param {AbortSignal} signal
 */
function turning({ canvas }, figure, around, signal) {
  /** @type {{x: number, y: number, controls: [string, string], values: number[]}|null} */
  let from = null;
  const begin = (/** @type {PointerEvent} */ event) => {
    const edge = canvas.getBoundingClientRect();
    const controls = event.button ? null : around(event.clientX - edge.left, event.clientY - edge.top);
    if (!controls) return;
    const values = controls.map((name) => Number(figure.params()[name]));
    from = { x: event.clientX, y: event.clientY, controls, values };
    canvas.setPointerCapture(event.pointerId);
  };
  const move = (/** @type {PointerEvent} */ { clientX, clientY }) => {
    if (from) turn(figure, from.controls, from.values, [from.x - clientX, clientY - from.y]);
  };
  canvas.addEventListener('pointerdown', begin, { signal });
  canvas.addEventListener('pointermove', move, { signal });
  for (const type of ['pointerup', 'pointercancel']) canvas.addEventListener(type, () => (from = null), { signal });
}

/**
 * @param {Figure} figure @param {[string, string]} controls @param {number[]} values @param {number[]} pixels
 */
function turn(figure, controls, values, pixels) {
  const turned = controls.map((name, i) => {
    const control = /** @type {import('./values.js').Control} */ (figure.controls.get(name));
    return [name, snapped(control, values[i] + DEGREES * pixels[i])];
  });
  figure.set(Object.fromEntries(turned));
}

/** One handle: a focusable slider over its mark on the picture. */
class Handle {
  panel = 0;
  #knob = document.createElement('div');
  #frame = /** @type {Frame} */ (/** @type {unknown} */ (null)); // both are set by `place`, before anything else
  #layer = /** @type {HandleLayer} */ (/** @type {unknown} */ (null));
  #figure;
  /**
   * From the pointer to the centre, while it is dragged, and how it moved when it was grabbed.
   * @type {{x: number, y: number, moves: HandleLayer['moves']}|null}
   */
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
    const moves = (this.around && this.#grabbed?.moves) || this.#layer.moves;
    const [across, up] = [this.#frame.x.back(x), this.#frame.y.back(y)];
    this.#figure.set({ ...this.#value(moves.x, across, up), ...this.#value(moves.y, up, across) });
  }

  /** The controls of the view that it stands in, or null. */
  get around() {
    return this.#layer.around;
  }

  /** @param {PointerEvent} event */
  #grab(event) {
    if (event.button) return;
    const [x, y] = this.#centre();
    this.#grabbed = { x: x - event.clientX, y: y - event.clientY, moves: this.#layer.moves };
    this.#knob.setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  #drag({ clientX, clientY }) {
    if (this.#grabbed) this.moveTo(clientX + this.#grabbed.x, clientY + this.#grabbed.y);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (this.around && event.key in TURNS) this.#turn(this.around, ...TURNS[event.key]);
    const [direction, steps] = KEYS[event.key] ?? ['', 0];
    if (!steps) return;
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

  /** @param {[string, string]} around @param {0|1} which @param {number} degrees */
  #turn(around, which, degrees) {
    const control = /** @type {import('./values.js').Control} */ (this.#figure.controls.get(around[which]));
    this.#figure.set({ [control.name]: snapped(control, Number(this.#figure.params()[control.name]) + degrees) });
  }

  /**
   * @param {Move|null} move @param {number} place on its axis and @param {number} other on the other, in data units
   * @returns {import('./values.js').Params}
   */
  #value(move, place, other) {
    if (!move || !Number.isFinite(place)) return {};
    return { [move.control]: snapped(this.#control(move), move.at + move.per * place + move.cross * other) };
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
