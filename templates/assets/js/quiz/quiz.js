/** `<course-quiz>`: one question. The page holds the question, the key and every reason; this marks the answer. */
import { kinds } from './kinds.js';
import { engine } from '../python/visit.js';
import { forget, recall, save, storageBlocked } from '../reader/storage.js';

const RIGHT = 'Right.';
const WRONG = 'Not yet.';
const NO_FIGURE = 'The figure could not run, so there is no state to judge.';
const NO_JUDGE = 'Python could not judge this state; try again.';
const BLOCKED = 'This browser does not let the page keep your answer; it will be forgotten when you leave.';

/** @typedef {import('./kinds.js').Judgement} Judgement */

export class CourseQuiz extends HTMLElement {
  #leave = new AbortController();

  connectedCallback() {
    const { signal } = (this.#leave = new AbortController());
    this.form.addEventListener('submit', (event) => this.onSubmit(event), { signal });
    this.#part('again').addEventListener('click', () => this.again(), { signal });
    this.form.addEventListener('click', (event) => this.onMove(event), { signal });
    for (const hidden of elements(this, '[data-part="bar"], [data-move]')) hidden.hidden = false;
    this.#part('answers').hidden = true;
    const saved = recall(this.key);
    if (saved) this.restore(saved);
  }

  disconnectedCallback() {
    this.#leave.abort();
  }

  get kind() {
    return kinds[this.dataset.kind ?? ''];
  }

  get form() {
    return /** @type {HTMLFormElement} */ (this.querySelector('form'));
  }

  get feedback() {
    return this.#part('feedback');
  }

  get key() {
    return `quiz:${this.dataset.id}:${this.dataset.hash}`;
  }

  /** The figure that the question is about, or null. @returns {import('../figure/widget.js').CourseWidget|null} */
  get figure() {
    const { widget } = this.dataset;
    return widget ? document.querySelector(`course-widget[name="${CSS.escape(widget)}"]`) : null;
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return elements(this, `[data-part="${name}"]`)[0];
  }

  /** @param {SubmitEvent} event */
  async onSubmit(event) {
    event.preventDefault();
    if (this.dataset.kind === 'reach' && !(await this.drawn())) return this.say([], NO_FIGURE, 'wrong');
    const answer = this.kind.read(this);
    if (answer === null) return this.say([], 'Answer first, then check.', 'wrong');
    const judgement = await this.judged(answer);
    if (!judgement || !this.show(judgement)) return;
    const tries = (recall(this.key)?.tries ?? 0) + 1;
    save(this.key, { answer, right: this.dataset.state === 'right', tries, when: new Date().toISOString() });
    if (storageBlocked()) this.feedback.append(sentence(BLOCKED));
    if (this.dataset.kind === 'predict') this.reveal();
    this.dispatchEvent(new CustomEvent('answered', { bubbles: true }));
  }

  /**
   * Whether the figure's picture reaches the goal, as Python judges it; rejects when it cannot.
   * @param {object} params
   */
  async reached(params) {
    const values = JSON.stringify({ ...this.figure?.scene?.numbers, ...params });
    const message = { type: 'judge', goal: this.dataset.goal, values };
    return Boolean(await engine.request(`goal-${this.dataset.id}`, message));
  }

  /** What to say of an answer; null when that takes Python and it is not there, which is said. @param {any} answer */
  async judged(answer) {
    try {
      return await this.kind.judge(this, answer);
    } catch (error) {
      console.info(error);
      this.say([], NO_JUDGE, 'wrong');
      return null;
    }
  }

  /**
   * Shows a saved answer again. A reached state was judged when it was reached: the figure may show another one by now.
   * @param {{answer: any, right: boolean}} saved
   */
  async restore({ answer, right }) {
    this.kind.restore(this, answer);
    const reached = { right, why: right ? [this.querySelector('[data-why="key"]')] : [] };
    this.show(this.dataset.kind === 'reach' ? reached : await this.kind.judge(this, answer));
  }

  /** Shows what the page says about an answer; false for one that nobody can judge. @param {Judgement} judgement */
  show({ right, why, note, unread }) {
    if (unread) {
      this.say([], 'Write a number, for example 0.25 or 1.5e3.', 'wrong');
      return false;
    }
    this.dataset.state = right ? 'right' : 'wrong';
    this.say(
      why.filter((node) => node !== null),
      [right ? RIGHT : WRONG, note].filter(Boolean).join(' '),
      this.dataset.state,
    );
    this.#part('answers').hidden = false;
    this.#part('again').hidden = false;
    return true;
  }

  /** @param {Element[]} reasons @param {string} opening @param {string} mark right, wrong or note */
  say(reasons, opening, mark) {
    this.feedback.dataset.mark = mark;
    this.feedback.replaceChildren(
      sentence(opening),
      ...reasons.flatMap((node) => [...node.cloneNode(true).childNodes]),
    );
  }

  /** Whether the figure shows the state that its controls describe, once it has been drawn. */
  async drawn() {
    const { figure } = this;
    await figure?.drawn().catch(() => {});
    return figure?.scene != null;
  }

  /** The prediction is committed: run the figure, so that prediction and outcome stand together, or it says why not. */
  async reveal() {
    await this.figure?.set(JSON.parse(this.dataset.run ?? '{}')).catch(() => {});
    this.figure?.scrollIntoView({ block: 'nearest', behavior: calm() ? 'auto' : 'smooth' });
  }

  again() {
    forget(this.key);
    this.form.reset();
    this.feedback.replaceChildren();
    delete this.dataset.state;
    for (const option of elements(this, '[data-mark]')) delete option.dataset.mark;
    this.#part('answers').hidden = true;
    this.#part('answers').removeAttribute('open');
    this.#part('again').hidden = true;
    elements(this.form, 'fieldset :is(input, button)')[0]?.focus();
  }

  /** @param {Event} event */
  onMove({ target }) {
    const button = target instanceof Element ? /** @type {HTMLElement|null} */ (target.closest('[data-move]')) : null;
    const step = button?.closest('[data-option]');
    const neighbour = button?.dataset.move === '-1' ? step?.previousElementSibling : step?.nextElementSibling;
    if (!button || !step || !neighbour) return;
    if (button.dataset.move === '-1') neighbour.before(step);
    else neighbour.after(step);
    button.focus();
    this.feedback.dataset.mark = 'note';
    this.feedback.replaceChildren(
      sentence(`Now in place ${[...(step.parentElement?.children ?? [])].indexOf(step) + 1}.`),
    );
  }
}

/** @param {ParentNode} parent @param {string} selector */
const elements = (parent, selector) => /** @type {HTMLElement[]} */ ([...parent.querySelectorAll(selector)]);

/** @param {string} text */
function sentence(text) {
  const paragraph = document.createElement('p');
  paragraph.textContent = text;
  return paragraph;
}

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

if (!customElements.get('course-quiz')) customElements.define('course-quiz', CourseQuiz);
