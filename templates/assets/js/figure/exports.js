/** What a reader takes home from a figure: its labelled curves as CSV, its picture as PNG, and a Python program. */

const CURVES = ['line', 'points', 'bars', 'band'];
const DIRECTIONS = ['x', 'y', 'low', 'high'];

/** @typedef {import('../canvas/decode.js').Layer} Layer */
/** @typedef {Record<string, () => Promise<Blob|null>>} Made */

export class Exports {
  /** @type {import('../canvas/decode.js').Scene|null} */
  #scene = null;
  #holder;
  #name;

  /**
   * @param {HTMLElement} holder with a button for each kind of file @param {string} name
   * @param {HTMLCanvasElement} canvas @param {() => Promise<ArrayBuffer>} script asks Python for the program
   * @param {AbortSignal} signal
   */
  constructor(holder, name, canvas, script, signal) {
    this.#holder = holder;
    this.#name = name;
    /** @type {Made} */
    const made = {
      csv: async () => new Blob([this.#scene ? csv(this.#scene) : ''], { type: 'text/csv' }),
      png: () => picture(canvas),
      py: async () => new Blob([await script()], { type: 'text/x-python' }),
    };
    const pressed = (/** @type {Event} */ { target }) => this.#save(exportOf(target), made);
    holder.addEventListener('click', pressed, { signal });
  }

  /** From the first scene on there is something to save. @param {import('../canvas/decode.js').Scene} scene */
  show(scene) {
    this.#scene = scene;
    this.#holder.hidden = false;
  }

  /** @param {string|undefined} kind @param {Made} made */
  async #save(kind, made) {
    const blob = kind && (await made[kind]().catch((error) => console.error(error)));
    if (blob) saveAs(blob, `${this.#name}.${kind}`);
  }
}

/** One row a point: panel, curve, and its positions. @param {import('../canvas/decode.js').Scene} scene */
export function csv(scene) {
  const rows = scene.panels.flatMap((panel) => panel.layers.filter(named).flatMap((layer) => points(panel, layer)));
  return [['panel', 'curve', ...DIRECTIONS], ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

/** @param {EventTarget|null} target */
function exportOf(target) {
  const button = target instanceof Element && target.closest('[data-export]');
  return button instanceof HTMLElement ? button.dataset.export : undefined;
}

/** @param {Layer} layer */
const named = ({ kind, label }) => CURVES.includes(kind) && Boolean(label);

/**
 * Gaps, and directions that a layer lacks, stay empty.
 * @param {import('../canvas/decode.js').Panel} panel @param {Layer} layer
 */
function points(panel, layer) {
  const value = (/** @type {string} */ name, /** @type {number} */ i) =>
    Number.isFinite(layer[name]?.[i]) ? String(layer[name][i]) : '';
  return Array.from(layer.x, (/** @type {number} */ _, i) => [
    panel.title,
    layer.label,
    ...DIRECTIONS.map((name) => value(name, i)),
  ]);
}

/** @param {string} text */
const cell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * The canvas on the page's ground, for it is transparent itself.
 * @param {HTMLCanvasElement} canvas @returns {Promise<Blob|null>}
 */
function picture(canvas) {
  const copy = Object.assign(document.createElement('canvas'), { width: canvas.width, height: canvas.height });
  const ink = /** @type {CanvasRenderingContext2D} */ (copy.getContext('2d'));
  ink.fillStyle = getComputedStyle(canvas).getPropertyValue('--cw-ground') || 'white';
  ink.fillRect(0, 0, copy.width, copy.height);
  ink.drawImage(canvas, 0, 0);
  return new Promise((resolve) => copy.toBlob(resolve, 'image/png'));
}

/** @param {Blob} blob @param {string} name */
function saveAs(blob, name) {
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
