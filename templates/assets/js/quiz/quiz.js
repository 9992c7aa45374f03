/** `<course-quiz>`: one question. The page holds the question, the key and every reason; this marks the answer. */
import { kinds } from './kinds.js';
import { forget, keep, recall, storageBlocked } from '../reader/storage.js';

const RIGHT = 'Right.';
const WRONG = 'Not yet.';
const NO_FIGURE = 'The figure could not run, so there is no state to judge.';
const BLOCKED = 'This browser does not let the page keep your answer; it will be forgotten when you leave.';

class CourseQuiz extends HTMLElement {
  connectedCallback() {
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    this.kind = kinds[this.dataset.kind];
    this.form = this.querySelector('form');
    this.feedback = this.part('feedback');
    this.form.addEventListener('submit', (event) => this.onSubmit(event), { signal });
    this.part('again').addEventListener('click', () => this.again(), { signal });
    this.form.addEventListener('click', (event) => this.onMove(event), { signal });
    for (const hidden of this.querySelectorAll('[data-part="bar"], [data-move]')) hidden.hidden = false;
    this.part('answers').hidden = true;
    const saved = recall(this.key);
    if (saved) this.show(saved.answer, true);
  }

  disconnectedCallback() {
    this.leaving.abort();
  }

  get key() {
    return `quiz:${this.dataset.id}:${this.dataset.hash}`;
  }

  /** The figure that the question is about, or null. */
  get figure() {
    const { widget } = this.dataset;
    return widget ? document.querySelector(`course-widget[name="${CSS.escape(widget)}"]`) : null;
  }

  part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  async onSubmit(event) {
    event.preventDefault();
    if (this.dataset.kind === 'reach' && !(await this.drawn())) return this.say([], NO_FIGURE, 'wrong');
    const answer = this.kind.read(this);
    if (answer === null) return this.say([], 'Answer first, then check.', 'wrong');
    if (!this.show(answer, false)) return;
    const tries = (recall(this.key)?.tries ?? 0) + 1;
    keep(this.key, { answer, right: this.dataset.state === 'right', tries, when: new Date().toISOString() });
    if (storageBlocked()) this.feedback.append(sentence(BLOCKED));
    if (this.dataset.kind === 'predict') this.reveal();
    this.dispatchEvent(new CustomEvent('answered', { bubbles: true }));
  }

  /** Judge an answer and show what the page says about it; false for an answer that nobody can judge. */
  show(answer, restoring) {
    if (restoring) this.kind.restore(this, answer);
    const { right, why, note, unread } = restoring && this.dataset.kind === 'reach' ? this.remembered() : this.kind.judge(this, answer);
    if (unread) {
      this.say([], 'Write a number, for example 0.25 or 1.5e3.', 'wrong');
      return false;
    }
    this.dataset.state = right ? 'right' : 'wrong';
    this.say(why.filter(Boolean), [right ? RIGHT : WRONG, note].filter(Boolean).join(' '), this.dataset.state);
    this.part('answers').hidden = false;
    this.part('again').hidden = false;
    return true;
  }

  /** A reached state was judged when it was reached: the figure may show another one by now. */
  remembered() {
    const { right } = recall(this.key);
    return { right, why: right ? [this.querySelector('[data-why="key"]')] : [] };
  }

  say(reasons, opening, mark) {
    this.feedback.dataset.mark = mark;
    this.feedback.replaceChildren(sentence(opening), ...reasons.flatMap((node) => [...node.cloneNode(true).childNodes]));
  }

  /** Whether the figure shows the state that its controls describe, once it has been drawn. */
  async drawn() {
    const figure = this.figure;
    await figure?.drawn().catch(() => {});
    return figure?.scene != null;
  }

  /** The prediction is committed: run the figure, so that prediction and outcome stand together, or it says why not. */
  async reveal() {
    await this.figure?.set(JSON.parse(this.dataset.run)).catch(() => {});
    this.figure?.scrollIntoView({ block: 'nearest', behavior: calm() ? 'auto' : 'smooth' });
  }

  again() {
    forget(this.key);
    this.form.reset();
    this.feedback.replaceChildren();
    delete this.dataset.state;
    for (const option of this.querySelectorAll('[data-mark]')) delete option.dataset.mark;
    this.part('answers').hidden = true;
    this.part('answers').open = false;
    this.part('again').hidden = true;
    this.form.querySelector('fieldset :is(input, button)')?.focus();
  }

  onMove(event) {
    const button = event.target.closest('[data-move]');
    const step = button?.closest('[data-option]');
    const neighbour = button?.dataset.move === '-1' ? step?.previousElementSibling : step?.nextElementSibling;
    if (!neighbour) return;
    if (button.dataset.move === '-1') neighbour.before(step);
    else neighbour.after(step);
    button.focus();
    this.feedback.dataset.mark = 'note';
    this.feedback.replaceChildren(sentence(`Now in place ${[...step.parentElement.children].indexOf(step) + 1}.`));
  }
}

function sentence(text) {
  const paragraph = document.createElement('p');
  paragraph.textContent = text;
  return paragraph;
}

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

if (!customElements.get('course-quiz')) customElements.define('course-quiz', CourseQuiz);
