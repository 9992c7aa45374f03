/**
 * How each kind of question reads the reader's answer, judges it and shows it again.
 *
 * `read(element)` returns what is saved, or null when nothing has been answered. `judge(element, answer)` returns
 * `{right, why, note}` with the reasons as nodes of the page. `restore(element, answer)` puts a saved answer back.
 */
import { holds } from './goal.js';

const all = (element, selector) => [...element.querySelectorAll(selector)];
const RAISED = '⁻⁰¹²³⁴⁵⁶⁷⁸⁹';
const THOUSANDS = /^[-+]?[1-9]\d{0,2}(,\d{3})+(?![\d,])/; // any other comma is a decimal one
const reason = (element, name) => element.querySelector(`[data-why="${name}"]`);

const choice = {
  read(element) {
    const chosen = all(element, 'fieldset input:checked').map((input) => Number(input.value));
    return chosen.length ? chosen : null;
  },
  judge(element, answer) {
    const options = all(element, '[data-option]');
    const right = options.every((option) => option.hasAttribute('data-right') === answer.includes(number(option)));
    for (const option of options) markOption(option, answer.includes(number(option)));
    const reasons = answer.map((name) => reason(element, name));
    const named = element.dataset.kind === 'choose_several';
    return { right, why: named ? reasons : reasons.map((node) => node.querySelector(':scope > div')) };
  },
  restore(element, answer) {
    for (const input of all(element, 'fieldset input')) input.checked = answer.includes(Number(input.value));
  },
};

const entry = {
  read: (element) => element.querySelector('[data-key][data-tolerance]').value.trim() || null,
  judge(element, answer) {
    const field = element.querySelector('[data-key][data-tolerance]');
    const value = parseNumber(answer);
    if (Number.isNaN(value)) return { right: false, unread: true, why: [] };
    const near = (key) => Math.abs(value - key) <= Number(field.dataset.tolerance) * Math.abs(key) + 1e-12;
    if (near(Number(field.dataset.key))) return { right: true, why: [reason(element, 'key')] };
    const slip = all(element, '[data-why="slip"]').find((node) => near(Number(node.dataset.key)));
    const note = value > Number(field.dataset.key) ? 'Your number is too large.' : 'Your number is too small.';
    return { right: false, why: slip ? [slip] : [], note: slip ? '' : note };
  },
  restore(element, answer) {
    element.querySelector('[data-key][data-tolerance]').value = answer;
  },
};

const order = {
  read: (element) => all(element, '[data-option]').map(number),
  judge(element, answer) {
    const first = answer.findIndex((name, place) => name !== place);
    return { right: first < 0, why: [reason(element, first < 0 ? 'key' : answer[first])] };
  },
  restore(element, answer) {
    const list = element.querySelector('.cw-order');
    for (const name of answer) list.append(list.querySelector(`[data-option="${Number(name)}"]`));
  },
};

const reach = {
  read: (element) => element.figure?.params ?? null,
  judge(element, answer) {
    const values = { ...element.figure?.scene?.numbers, ...answer };
    const right = holds(JSON.parse(element.dataset.goal), values) === true;
    return { right, why: right ? [reason(element, 'key')] : [] };
  },
  restore() {},
};

export const kinds = { choose_one: choice, choose_several: choice, predict: choice, number: entry, order, reach };

/** A number as readers write it: 13,781 or 13 781 or 0.125 or 0,125 or 1.4e4 or 1.4 × 10^4 or, as the page does, 1.4 × 10⁴. */
export function parseNumber(text) {
  const level = text.replace(/[⁻⁰¹²³⁴-⁹]+/g, (power) => `^${[...power].map((sign) => '-0123456789'[RAISED.indexOf(sign)]).join('')}`);
  const tight = level.replace(/[\s\u00a0\u202f]/g, '').replace(/−/g, '-');
  const plain = tight.replace(THOUSANDS, (marked) => marked.replaceAll(',', '')).replaceAll(',', '.');
  return Number(plain.replace(/[×x*]10\^?\(?(-?\d+)\)?$/, 'e$1') || NaN);
}

function markOption(option, chosen) {
  if (chosen) option.dataset.mark = option.hasAttribute('data-right') ? 'right' : 'wrong';
  else delete option.dataset.mark;
}

const number = (option) => Number(option.dataset.option);
