/** How each kind of question reads the reader's answer, judges it and shows it again. */

/** @typedef {import('./quiz.js').CourseQuiz} Quiz */

/**
 * @typedef {object} Judgement
 * @property {boolean} right
 * @property {(Element|null)[]} why the reasons as nodes of the page
 * @property {string} [note] a sentence more
 * @property {boolean} [unread] nobody can judge this answer
 */

/**
 * @typedef {object} Kind
 * @property {(quiz: Quiz) => any} read what is saved, or null when nothing has been answered
 * @property {(quiz: Quiz, answer: any) => Judgement|Promise<Judgement>} judge rejects when Python cannot judge
 * @property {(quiz: Quiz, answer: any) => void} restore puts a saved answer back
 */

/** @param {Element} element @param {string} selector */
const all = (element, selector) => /** @type {HTMLElement[]} */ ([...element.querySelectorAll(selector)]);
/** @param {Element} element @param {string} selector */
const inputs = (element, selector) => /** @type {HTMLInputElement[]} */ (all(element, selector));
/** @param {Element} element */
const field = (element) => inputs(element, '[data-key][data-tolerance]')[0];
const RAISED = '⁻⁰¹²³⁴⁵⁶⁷⁸⁹';
const THOUSANDS = /^[-+]?[1-9]\d{0,2}(,\d{3})+(?![\d,])/; // any other comma is a decimal one
/** @param {Element} element @param {string|number} name */
const reason = (element, name) => element.querySelector(`[data-why="${name}"]`);

/** @type {Kind} */
const choice = {
  read(element) {
    const chosen = inputs(element, 'fieldset input:checked').map((input) => Number(input.value));
    return chosen.length ? chosen : null;
  },
  judge(element, answer) {
    const options = all(element, '[data-option]');
    const right = options.every((option) => option.hasAttribute('data-right') === answer.includes(number(option)));
    for (const option of options) markOption(option, answer.includes(number(option)));
    const reasons = answer.map((/** @type {number} */ name) => reason(element, name));
    const named = element.dataset.kind === 'choose_several';
    return {
      right,
      why: named ? reasons : reasons.map((/** @type {Element} */ node) => node.querySelector(':scope > div')),
    };
  },
  restore(element, answer) {
    for (const input of inputs(element, 'fieldset input')) input.checked = answer.includes(Number(input.value));
  },
};

/** @type {Kind} */
const entry = {
  read: (element) => field(element).value.trim() || null,
  judge(element, answer) {
    const { key, tolerance } = field(element).dataset;
    const value = parseNumber(answer);
    if (Number.isNaN(value)) return { right: false, unread: true, why: [] };
    const near = (/** @type {number} */ at) => Math.abs(value - at) <= Number(tolerance) * Math.abs(at) + 1e-12;
    if (near(Number(key))) return { right: true, why: [reason(element, 'key')] };
    const slip = all(element, '[data-why="slip"]').find((node) => near(Number(node.dataset.key)));
    const note = value > Number(key) ? 'Your number is too large.' : 'Your number is too small.';
    return { right: false, why: slip ? [slip] : [], note: slip ? '' : note };
  },
  restore(element, answer) {
    field(element).value = answer;
  },
};

/** @type {Kind} */
const order = {
  read: (element) => all(element, '[data-option]').map(number),
  judge(element, answer) {
    const first = answer.findIndex((/** @type {number} */ name, /** @type {number} */ place) => name !== place);
    return { right: first < 0, why: [reason(element, first < 0 ? 'key' : answer[first])] };
  },
  restore(element, answer) {
    const list = element.querySelector('.cw-order');
    const option = (/** @type {number} */ name) => list?.querySelector(`[data-option="${Number(name)}"]`);
    list?.append(...answer.map(option).filter(Boolean));
  },
};

/** @type {Kind} */
const reach = {
  read: (element) => element.figure?.params ?? null,
  async judge(element, answer) {
    const right = await element.reached(answer);
    return { right, why: right ? [reason(element, 'key')] : [] };
  },
  restore() {},
};

/** @type {Record<string, Kind>} */
export const kinds = { choose_one: choice, choose_several: choice, predict: choice, number: entry, order, reach };

/**
 * A number as readers write it: 13,781 or 13 781 or 0.125 or 0,125 or 1.4e4 or 1.4 × 10^4 or, as the page does, 1.4 ×
 * 10⁴.
 * @param {string} text
 */
export function parseNumber(text) {
  const lowered = (/** @type {string} */ power) =>
    [...power].map((sign) => '-0123456789'[RAISED.indexOf(sign)]).join('');
  const level = text.replace(/[⁻⁰¹²³⁴-⁹]+/g, (power) => `^${lowered(power)}`);
  const tight = level.replace(/[\s\u00a0\u202f]/g, '').replace(/−/g, '-');
  const plain = tight.replace(THOUSANDS, (marked) => marked.replaceAll(',', '')).replaceAll(',', '.');
  return Number(plain.replace(/[×x*]10\^?\(?(-?\d+)\)?$/, 'e$1') || NaN);
}

/** @param {HTMLElement} option @param {boolean} chosen */
function markOption(option, chosen) {
  if (chosen) option.dataset.mark = option.hasAttribute('data-right') ? 'right' : 'wrong';
  else delete option.dataset.mark;
}

/** @param {HTMLElement} option */
const number = (option) => Number(option.dataset.option);
