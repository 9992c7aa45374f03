/** The inputs of a figure: written by the template, read and set here. */
import { last, position, stepped, textOf, valueAt } from './values.js';

/** @typedef {import('./values.js').Control} Control */
/** @typedef {(given: import('./values.js').Params) => void} Changed */

export class Inputs {
  #form;
  #controls;

  /**
   * @param {HTMLFormElement} form @param {import('./values.js').Control[]} controls
   * @param {(given: import('./values.js').Params) => void} changed @param {AbortSignal} signal
   */
  constructor(form, controls, changed, signal) {
    this.#form = form;
    this.#controls = controls;
    form.addEventListener('submit', (event) => event.preventDefault(), { signal });
    form.addEventListener('input', ({ target }) => this.#edited(target, changed), { signal });
    form.addEventListener('change', ({ target }) => this.#left(target, changed), { signal });
    form.addEventListener('click', ({ target }) => this.#pressed(target, changed), { signal });
  }

  /** Shows these values. @param {import('./values.js').Params} params */
  show(params) {
    for (const control of this.#controls) {
      const row = this.#row(control.name);
      shows[control.kind](row, control, params[control.name]);
      if (control.idle) setIdle(row, params[control.idle[0]] === control.idle[1]);
    }
  }

  /** @param {any} input @param {Changed} changed */
  #edited(input, changed) {
    const control = this.#controls.find(({ name }) => name === input.name);
    const value = control && reads[control.kind](input, control);
    if (control && value !== undefined) changed({ [control.name]: value });
  }

  /**
   * A seed was typed to its end: one that cannot be is moved to the nearest that can, an empty field shows the old one.
   * @param {any} input @param {Changed} changed
   */
  #left(input, changed) {
    const control = this.#controls.find(({ name }) => name === input.name);
    if (control?.kind !== 'seed') return;
    changed(input.value === '' ? {} : { [control.name]: Number(input.value) });
  }

  /** @param {any} target @param {Changed} changed */
  #pressed(target, changed) {
    const button = target.closest('[data-nudge], [data-part="reseed"]');
    const row = button?.closest('[data-control]');
    const control = this.#controls.find(({ name }) => name === row?.dataset.control);
    if (!control) return;
    const value = this.#current(control, row);
    if (control.kind === 'seed') changed({ [control.name]: (value + 1) % (control.maximum + 1) });
    else changed({ [control.name]: stepped(control, value, Number(button.dataset.nudge)) });
  }

  /** @param {Control} control @param {HTMLElement} row */
  #current(control, row) {
    return reads[control.kind](inputOf(row), control) ?? control.default;
  }

  /** @param {string} name @returns {HTMLElement} */
  #row(name) {
    return partOf(this.#form, `[data-control="${CSS.escape(name)}"]`);
  }
}

/** @param {Element} parent @param {string} selector */
const partOf = (parent, selector) => /** @type {HTMLElement} */ (parent.querySelector(selector));
/** @param {Element} row */
const inputOf = (row) => /** @type {HTMLInputElement} */ (partOf(row, 'input'));

/** A control that has no effect just now takes no input. @param {HTMLElement} row @param {boolean} idle */
function setIdle(row, idle) {
  row.toggleAttribute('data-idle', idle);
  const parts = /** @type {NodeListOf<HTMLInputElement>} */ (row.querySelectorAll('input, button'));
  for (const part of parts) part.disabled = idle;
}

/** @type {Record<Control['kind'], (input: HTMLInputElement, control: Control) => any>} */
const reads = {
  slider: (input, control) => (control.log ? valueAt(control, Number(input.value)) : Number(input.value)),
  choice: (input) => input.value,
  toggle: (input) => input.checked,
  seed: (input) => (input.value === '' || !input.validity.valid ? undefined : Number(input.value)),
};

/** @type {Record<Control['kind'], (row: HTMLElement, control: Control, value: any) => void>} */
const shows = {
  slider(row, control, value) {
    const input = inputOf(row);
    input.value = String(control.log ? position(control, value) : value);
    input.setAttribute('aria-valuetext', textOf(control, value));
    const text = partOf(row, '[data-part="value"]');
    if (text.textContent !== textOf(control, value)) text.textContent = textOf(control, value);
    const at = position(control, value);
    partOf(row, '[data-nudge="-1"]').ariaDisabled = String(at === 0);
    partOf(row, '[data-nudge="1"]').ariaDisabled = String(at === last(control));
  },
  choice(row, _, value) {
    for (const input of row.querySelectorAll('input')) input.checked = input.value === value;
  },
  toggle(row, _, value) {
    inputOf(row).checked = value;
  },
  seed(row, _, value) {
    const input = inputOf(row);
    if (input.value !== String(value)) input.value = String(value);
  },
};
