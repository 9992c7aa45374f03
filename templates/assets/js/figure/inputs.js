/** The inputs of a figure: written by the template, read and set here. */
import { last, position, stepped, textOf, valueAt } from './values.js';

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
    form.addEventListener('input', ({ target }) => this.#heard(target, changed), { signal });
    form.addEventListener('change', ({ target }) => this.#left(target, changed), { signal });
    form.addEventListener('click', ({ target }) => this.#pressed(target, changed), { signal });
  }

  /** Shows these values. @param {import('./values.js').Params} params */
  show(params) {
    for (const control of this.#controls) shows[control.kind](this.#row(control.name), control, params[control.name]);
  }

  #heard(input, changed) {
    const control = this.#controls.find(({ name }) => name === input.name);
    const value = control && reads[control.kind](input, control);
    if (value !== undefined) changed({ [control.name]: value });
  }

  /** A seed was typed to its end: one that cannot be is moved to the nearest that can, an empty field shows the old one. */
  #left(input, changed) {
    const control = this.#controls.find(({ name }) => name === input.name);
    if (control?.kind === 'seed') changed(input.value === '' ? {} : { [control.name]: Number(input.value) });
  }

  #pressed(target, changed) {
    const button = target.closest('[data-nudge], [data-part="reseed"]');
    const row = button?.closest('[data-control]');
    const control = this.#controls.find(({ name }) => name === row?.dataset.control);
    if (!control) return;
    const value = this.#current(control, row);
    if (control.kind === 'seed') changed({ [control.name]: (value + 1) % (control.maximum + 1) });
    else changed({ [control.name]: stepped(control, value, Number(button.dataset.nudge)) });
  }

  #current(control, row) {
    return reads[control.kind](row.querySelector('input'), control) ?? control.default;
  }

  #row(name) {
    return this.#form.querySelector(`[data-control="${CSS.escape(name)}"]`);
  }
}

const reads = {
  slider: (input, control) => (control.log ? valueAt(control, Number(input.value)) : Number(input.value)),
  choice: (input) => input.value,
  toggle: (input) => input.checked,
  seed: (input) => (input.value === '' || !input.validity.valid ? undefined : Number(input.value)),
};

const shows = {
  slider(row, control, value) {
    const input = row.querySelector('input');
    input.value = String(control.log ? position(control, value) : value);
    input.setAttribute('aria-valuetext', textOf(control, value));
    const text = row.querySelector('[data-part="value"]');
    if (text.textContent !== textOf(control, value)) text.textContent = textOf(control, value);
    const at = position(control, value);
    row.querySelector('[data-nudge="-1"]').ariaDisabled = String(at === 0);
    row.querySelector('[data-nudge="1"]').ariaDisabled = String(at === last(control));
  },
  choice(row, _, value) {
    for (const input of row.querySelectorAll('input')) input.checked = input.value === value;
  },
  toggle(row, _, value) {
    row.querySelector('input').checked = value;
  },
  seed(row, _, value) {
    const input = row.querySelector('input');
    if (input.value !== String(value)) input.value = String(value);
  },
};
