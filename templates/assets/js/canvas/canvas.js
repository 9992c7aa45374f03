/**
 * The canvas of a figure: its size, its pixels, and at most one repaint a frame. It covers the still picture, which
 * keeps its place.
 */
import { paintAxes } from './axes.js';
import { framesOf } from './frame.js';
import { paintLabels } from './labels.js';
import { paintLayers } from './layers.js';
import { Theme, whenThemeChanges } from './colours.js';
import { between, eased } from './tween.js';

const MOVE_MS = 400;
const NAMED_BY = ['role', 'aria-labelledby', 'aria-describedby'];

export class Painter {
  /** @type {import('./frame.js').Frame[]} where each panel stands, in CSS pixels of the stage */
  frames = [];
  canvas = document.createElement('canvas');
  /** Called whenever the panels have been placed. @type {(scene: import('./decode.js').Scene) => void} */
  whenPlaced = () => {};
  #stage;
  #theme;
  /** @type {import('./decode.js').Scene|null} */
  #scene = null;
  /** @type {Promise<void>|null} */
  #due = null;
  #moving = 0; // counts what was to be shown, for a move to end when something else is

  /** @param {HTMLElement} stage @param {Element} still @param {AbortSignal} signal */
  constructor(stage, still, signal) {
    this.#stage = stage;
    this.#theme = new Theme(stage);
    for (const name of NAMED_BY) this.canvas.setAttribute(name, still.getAttribute(name) ?? '');
    this.#watchSize(signal);
    whenThemeChanges(() => this.repaint(), signal);
    signal.addEventListener('abort', () => this.canvas.remove());
  }

  /** Shows a scene; resolves when it is drawn. @param {import('./decode.js').Scene} scene @returns {Promise<void>} */
  show(scene) {
    this.#moving += 1;
    return this.#put(scene);
  }

  /**
   * Moves over to a scene from the one that is shown, unless readers asked for less motion or nobody looks; resolves
   * when it is drawn, or when another took its place.
   * @param {import('./decode.js').Scene} scene @returns {Promise<void>}
   */
  async move(scene) {
    const from = this.#scene;
    if (!from || document.hidden || matchMedia('(prefers-reduced-motion: reduce)').matches) return this.show(scene);
    const [start, mine] = [performance.now(), ++this.#moving];
    for (let share = 0; share < 1 && mine === this.#moving && !document.hidden; ) {
      share = Math.min(1, (performance.now() - start) / MOVE_MS);
      await this.#put(between(from, scene, eased(share)));
    }
    if (mine === this.#moving) await this.#put(scene);
  }

  /** @param {import('./decode.js').Scene} scene @returns {Promise<void>} */
  #put(scene) {
    this.#scene = scene;
    if (!this.canvas.isConnected) this.#stage.append(this.canvas);
    return this.repaint();
  }

  /** Draws again in the next frame, or at once where frames do not come. @returns {Promise<void>} */
  repaint() {
    this.#due ??= new Promise((drawn) => {
      const paint = () => drawn(this.#paint());
      if (document.hidden) queueMicrotask(paint);
      else requestAnimationFrame(paint);
    });
    return this.#due;
  }

  /** The panel under a point of the stage, or -1. @param {number} x @param {number} y */
  panelAt(x, y) {
    return this.frames.findIndex((f) => x >= f.left && x <= f.right && y >= f.top && y <= f.bottom);
  }

  /** @param {AbortSignal} signal */
  #watchSize(signal) {
    const sizes = new ResizeObserver(() => this.repaint());
    sizes.observe(this.#stage);
    signal.addEventListener('abort', () => sizes.disconnect());
  }

  /** @param {import('./decode.js').Scene} scene */
  #place(scene) {
    this.frames = framesOf(scene, this.#stage.clientWidth, this.#stage.clientHeight);
    this.whenPlaced(scene);
  }

  #paint() {
    this.#due = null;
    if (!this.#scene || !this.canvas.isConnected) return;
    this.#theme.refresh();
    this.#place(this.#scene);
    const ink = this.#fit();
    this.#scene.panels.forEach((panel, index) => {
      paintAxes(ink, panel, this.frames[index], this.#theme);
      const sheet = { ink, frame: this.frames[index], theme: this.#theme };
      paintLayers(sheet, panel.layers);
      paintLabels(sheet, sheet.frame.labels);
    });
  }

  /** The pen on a clean canvas, in CSS pixels whatever the screen's resolution. */
  #fit() {
    const { clientWidth, clientHeight } = this.#stage;
    const ratio = devicePixelRatio || 1;
    const size = { width: Math.round(clientWidth * ratio), height: Math.round(clientHeight * ratio) };
    if (this.canvas.width !== size.width || this.canvas.height !== size.height) Object.assign(this.canvas, size);
    const ink = pen(this.canvas);
    ink.setTransform(1, 0, 0, 1, 0, 0);
    ink.clearRect(0, 0, size.width, size.height);
    ink.setTransform(ratio, 0, 0, ratio, 0, 0);
    return ink;
  }
}

/** @param {HTMLCanvasElement} canvas */
const pen = (canvas) => /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
