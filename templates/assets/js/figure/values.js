/**
 * What a control may hold: checking, stepping and naming its values. The browser's half of `widgets/kit/controls.py`.
 */
import { numberText } from './format.js';

/**
 * Each kind has its own of the fields from `minimum` on.
 * @typedef {{kind: 'slider'|'choice'|'toggle'|'seed', name: string, label: string, default: any, unit?: string,
 *   minimum: number, maximum: number, step: number, log?: boolean, values: number[],
 *   sides?: [string, string, string]|null, idle?: [string, any]|null,
 *   options: Record<string, string>}} Control
 * @typedef {Record<string, number|string|boolean>} Params
 */

/**
 * The value moved to the nearest one allowed, within the limits and on a step, or `undefined` when it has the wrong type.
 * @param {Control} control @param {unknown} value
 */
export function allowed(control, value) {
  if (control.kind === 'choice') return Object.hasOwn(control.options, String(value)) ? String(value) : undefined;
  if (control.kind === 'toggle') return typeof value === 'boolean' ? value : undefined;
  if (typeof value !== 'number' || Number.isNaN(value)) return undefined;
  const inside = Math.min(control.maximum, Math.max(control.minimum ?? 0, value));
  if (control.kind === 'seed') return Math.round(inside) + 0;
  return control.log ? inside : snapped(control, inside);
}

/** The value that text stands for, or `undefined`. @param {Control} control @param {string} text */
export function parsed(control, text) {
  if (control.kind === 'choice') return text;
  if (control.kind === 'toggle') return { true: true, false: false }[text];
  return text.trim() === '' ? undefined : Number(text);
}

/** How many positions a slider has, less one. @param {Control} control */
export function last(control) {
  if (control.log) return control.values.length - 1;
  return Math.floor((control.maximum - control.minimum) / control.step + 1e-9);
}

/** The slider's position nearest to a value. @param {Control} control @param {number} value */
export function position(control, value) {
  if (control.log) return nearest(control.values, value);
  const index = Math.round((value - control.minimum) / control.step);
  return Math.min(last(control), Math.max(0, index));
}

/** The value at a position of a slider. @param {Control} control @param {number} index */
export function valueAt(control, index) {
  const inside = Math.min(last(control), Math.max(0, index));
  if (control.log) return control.values[inside];
  return Number((control.minimum + inside * control.step).toFixed(10)) + 0;
}

/**
 * The value some steps away, on the slider's grid.
 * @param {Control} control @param {number} value @param {number} steps
 */
export const stepped = (control, value, steps) => valueAt(control, position(control, value) + steps);

/** The nearest value on the slider's grid. @param {Control} control @param {number} value */
export const snapped = (control, value) => stepped(control, value, 0);

/** The value as shown beside its control. @param {Control} control @param {any} value */
export function textOf(control, value) {
  if (control.kind === 'choice') return control.options[value];
  if (control.kind === 'toggle') return value ? 'on' : 'off';
  if (control.kind === 'seed') return String(value);
  if (control.sides) return control.sides[Math.sign(value) + 1];
  const unit = value === 1 ? control.unit?.replace(/s$/, '') : control.unit;
  return numberText(value, 4) + (unit ? ` ${unit}` : '');
}

/**
 * Every control with its value: the given ones moved to what is allowed, unknown and unreadable ones left as they are.
 * @param {Control[]} controls @param {Params} base @param {Record<string, any>} given
 * @returns {{params: Params, note: string}} `note` says which values were not allowed
 */
export function resolved(controls, base, given) {
  const params = { ...base };
  const moved = [];
  for (const control of controls.filter(({ name }) => Object.hasOwn(given, name))) {
    const value = allowed(control, given[control.name]);
    if (value === undefined) continue;
    if (value !== given[control.name]) moved.push(`${control.name} moved to ${value}, the nearest value allowed`);
    params[control.name] = value;
  }
  return { params, note: moved.join('; ') };
}

/** The controls in which two states differ. @param {Control[]} controls @param {Params} one @param {Params} other */
export const unlike = (controls, one, other) => controls.filter(({ name }) => one[name] !== other[name]);

/** @param {number[]} values @param {number} value */
function nearest(values, value) {
  let best = 0;
  values.forEach((candidate, index) => {
    if (Math.abs(candidate - value) < Math.abs(values[best] - value)) best = index;
  });
  return best;
}
