/**
 * A scene as it travels (see `widgets/kit/wire.py`): a JSON header, and typed arrays that are views of the same bytes.
 */

/**
 * @typedef {{label: string, low: number, high: number, kind: 'linear'|'log', ticks: [number, string][],
 *   tear: [number, number]|null}} Axis
 * @typedef {{kind: string, role: string, dash: number[], marker: string, label: any, [part: string]: any}} Layer
 * @typedef {{title: string, x: Axis, y: Axis, layers: Layer[]}} Panel
 * @typedef {{text: string, role: string, x: number, y: number, anchor: string, leader: [number, number]|null}} Label
 * @typedef {{left: number, width: number, top: number, height: number,
 *   margins: {left: number, right: number, top: number, bottom: number}, raised: number, labels: Label[]}} Box
 * @typedef {{height: number, boxes: Box[]}} Layout
 * @typedef {{caption: string, columns: string[], rows: string[][]}} Table
 * @typedef {{reading: string, writing: string, pinned: number, moment: [number, number]|null, numbers: Record<string, number|null>,
 *   layouts: {wide: Layout, narrow: Layout}, panels: Panel[], tables: Table[]}} Scene
 */

/** @type {Record<string, new (bytes: ArrayBuffer, at: number, count: number) => ArrayLike<number>>} */
const TYPES = { f8: Float64Array, f4: Float32Array, u1: Uint8Array };

/** @param {ArrayBuffer} bytes @returns {Scene} */
export function decode(bytes) {
  const { header: scene, start } = headed(bytes);
  for (const panel of scene.panels)
    panel.layers = panel.layers.map((/** @type {Layer} */ layer) => unpacked(layer, bytes, start));
  return scene;
}

/**
 * The JSON header that bytes begin with, and where it ends.
 * @param {ArrayBuffer} bytes @returns {{header: any, start: number}}
 */
export function headed(bytes) {
  const length = new DataView(bytes).getUint32(0, true);
  return { header: JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length))), start: 4 + length };
}

/** @param {Record<string, any>} layer @param {ArrayBuffer} bytes @param {number} start */
function unpacked(layer, bytes, start) {
  const parts = Object.entries(layer).map(([name, part]) => [
    name,
    part?.type in TYPES ? view(part, bytes, start) : part,
  ]);
  return /** @type {Layer} */ (Object.fromEntries(parts));
}

/**
 * A view of one array; a grid also carries its `shape`.
 * @param {{type: string, at: number, shape: number[]}} part @param {ArrayBuffer} bytes @param {number} start
 */
function view({ type, at, shape }, bytes, start) {
  const count = shape.reduce((product, size) => product * size, 1);
  return Object.assign(new TYPES[type](bytes, start + at, count), { shape });
}
