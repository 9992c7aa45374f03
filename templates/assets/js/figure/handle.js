/** One handle on the picture: a focusable slider over the knob. Pointer and keys set the controls that it moves. */
import { snapped, stepped, textOf } from './values.js';

const KEYS = {
  ArrowLeft: ['x', -1], ArrowRight: ['x', 1], ArrowDown: ['y', -1], ArrowUp: ['y', 1],
  PageDown: ['', -10], PageUp: ['', 10], Home: ['', -Infinity], End: ['', Infinity],
};
const COARSE = 10;

/** @typedef {{control: string, at: number, per: number}} Move */

export class Grip {
  panel = 0;
  #knob = document.createElement('div');
  #frame = null;
  #layer = null;
  #figure;
  #grabbed = null;

  /** @param {{stage: HTMLElement, controls: Map<string, object>, params: () => object, set: (given: object) => void}} figure */
  constructor(figure) {
    this.#figure = figure;
    this.#knob.className = 'cw-grip';
    this.#knob.tabIndex = 0;
    this.#knob.role = 'slider';
    for (const type of ['pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'keydown']) {
      this.#knob.addEventListener(type, (event) => this[type](event));
    }
    figure.stage.append(this.#knob);
  }

  remove() {
    this.#knob.remove();
  }

  /** Stands where the scene puts the handle, and says what it is set to. */
  place(panel, frame, layer) {
    Object.assign(this, { panel });
    this.#frame = frame;
    this.#layer = layer;
    const [x, y] = this.#centre();
    this.#knob.hidden = Number.isNaN(x + y);
    this.#knob.style.left = `${x}px`;
    this.#knob.style.top = `${y}px`;
    this.#describe();
  }

  /** How far from a point of the stage, in CSS pixels. */
  distance(x, y) {
    const centre = this.#centre();
    return Math.hypot(centre[0] - x, centre[1] - y);
  }

  /** Moves to a point of the stage: sets each control to the value that puts the handle there. */
  moveTo(x, y) {
    const { moves } = this.#layer;
    const given = { ...this.#value(moves.x, this.#frame.x.back(x)), ...this.#value(moves.y, this.#frame.y.back(y)) };
    this.#figure.set(given);
  }

  pointerdown(event) {
    if (event.button) return;
    const [x, y] = this.#centre();
    this.#grabbed = { x: x - event.clientX, y: y - event.clientY };
    this.#knob.setPointerCapture(event.pointerId);
  }

  pointermove(event) {
    if (this.#grabbed) this.moveTo(event.clientX + this.#grabbed.x, event.clientY + this.#grabbed.y);
  }

  pointerup() {
    this.#grabbed = null;
  }

  pointercancel() {
    this.#grabbed = null;
  }

  keydown(event) {
    const [direction, steps] = KEYS[event.key] ?? [];
    if (!steps || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#step(direction, event.shiftKey && direction ? steps * COARSE : steps);
  }

  /** Steps towards the right or upwards on the screen; a handle with one control follows every arrow. */
  #step(direction, steps) {
    const move = this.#layer.moves[direction] ?? this.#main;
    const control = this.#figure.controls.get(move.control);
    const value = this.#figure.params()[move.control];
    this.#figure.set({ [move.control]: stepped(control, value, direction ? steps * Math.sign(move.per) : steps) });
  }

  /** @param {Move|null} move @param {number} place in data units */
  #value(move, place) {
    if (!move || !Number.isFinite(place)) return {};
    return { [move.control]: snapped(this.#figure.controls.get(move.control), move.at + move.per * place) };
  }

  get #main() {
    return this.#layer.moves.x ?? this.#layer.moves.y;
  }

  #centre() {
    const { left, right, top, bottom, x, y } = this.#frame;
    return [inside(x(this.#layer.x), left, right), inside(y(this.#layer.y), top, bottom)];
  }

  #describe() {
    const moves = [this.#layer.moves.x, this.#layer.moves.y].filter(Boolean);
    const params = this.#figure.params();
    const said = moves.map(({ control: name }) => {
      const control = this.#figure.controls.get(name);
      return `${control.label} ${textOf(control, params[name])}`;
    });
    const { minimum, maximum } = this.#figure.controls.get(this.#main.control);
    const state = { Label: this.#layer.label, ValueText: said.join(', '), ValueMin: minimum, ValueMax: maximum };
    state.ValueNow = params[this.#main.control];
    for (const [part, value] of Object.entries(state)) this.#knob[`aria${part}`] = String(value);
  }
}

const inside = (value, low, high) => Math.min(high, Math.max(low, value));
