/** `<course-progress>`: counts the answers that this browser keeps; exports, imports and erases them. */
import { merged, read, suits, written } from './progress-file.js';
import { forget, keep, keys, recall, storageBlocked } from './storage.js';
import { everyTraining, forgetTrainings, put } from '../figure/checkpoint-store.js';

const NAME = 'cliffwalk-progress.json';

class CourseProgress extends HTMLElement {
  /** What Erase took away, until the reader leaves the page. */
  #erased = { entries: [], trainings: [] };
  #leave = new AbortController();

  connectedCallback() {
    this.#leave = new AbortController();
    const { signal } = this.#leave;
    this.addEventListener('click', ({ target }) => this.#act(target.closest('[data-act]')?.dataset.act), { signal });
    this.#part('file').addEventListener('change', () => this.#load(), { signal });
    addEventListener('storage', () => this.#count(), { signal });
    for (const name of ['bar', 'told', 'still']) this.#part(name).hidden = name === 'still';
    this.#count();
  }

  disconnectedCallback() {
    this.#leave.abort();
  }

  #act(name) {
    const deeds = {
      save: () => this.#save(),
      choose: () => this.#part('file').click(),
      ask: () => this.#ask(),
      erase: () => this.#erase(),
      spare: () => this.#asking(false),
      undo: () => this.#undo(),
    };
    if (name) deeds[name]();
  }

  /** Draw what is kept: the row of each chapter, its open questions, and the sum in words. */
  #count() {
    const sum = { answered: 0, right: 0, of: 0 };
    for (const row of this.querySelectorAll('[data-chapter]')) {
      const found = this.#open(this.querySelector(`[data-open="${row.dataset.chapter}"]`));
      for (const name of ['answered', 'right']) write(row.querySelector(`[data-part="${name}"]`), found[name]);
      for (const name of Object.keys(sum)) sum[name] += found[name];
    }
    const edited = keys('cell:').length;
    this.#part('told').textContent = `You have answered ${sum.answered} of ${sum.of} questions, ${sum.right} of them right`
      + (edited ? `, and changed ${counted(edited, 'listing')}.` : '.');
    this.#part('none').hidden = sum.right < sum.of;
    this.#part('blocked').hidden = !storageBlocked();
  }

  /** Show the questions of a chapter that are not answered right, and count the others. */
  #open(section) {
    const questions = [...section.querySelectorAll('[data-key]')];
    const answers = questions.map((question) => recall(question.dataset.key));
    questions.forEach((question, i) => {
      question.hidden = answers[i]?.right === true;
      question.querySelector('span').hidden = answers[i] === null;
    });
    section.hidden = questions.every((question) => question.hidden);
    return { answered: answers.filter(Boolean).length, right: answers.filter((answer) => answer?.right).length, of: questions.length };
  }

  #save() {
    const blob = new Blob([written(Object.fromEntries(everything().filter(([, value]) => value !== null)))], { type: 'application/json' });
    const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: NAME });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    this.#say(`Saved as ${NAME}.`);
  }

  async #load() {
    const field = /** @type {HTMLInputElement} */ (this.#part('file'));
    const [file] = field.files;
    if (!file) return;
    try {
      const entries = read(await file.text(), (key, answer) => this.#fits(key, answer));
      for (const [key, value] of entries) keep(key, merged(recall(key), value));
      this.#say(`Imported ${described(entries.map(([key]) => key))}.`);
    } catch (error) {
      this.#say(`${error.message} Nothing was changed.`, 'wrong');
    }
    field.value = '';
    this.#count();
  }

  /** A question that this site no longer asks, or asks in other words, takes any answer: it is kept, never shown. */
  #fits(key, answer) {
    const question = this.querySelector(`[data-key="${CSS.escape(key)}"]`);
    return question === null || suits(question.dataset.kind, Number(question.dataset.choices), answer);
  }

  async #ask() {
    const [kept, trainings] = [everything().map(([key]) => key), await everyTraining()];
    if (!kept.length && !trainings.length) return this.#say('There is nothing to erase.');
    this.#part('question').textContent = `Erase ${described(kept, counted(trainings.length, 'kept training'))} from this browser?`;
    this.#asking(true);
  }

  #asking(open) {
    this.#part('confirm').hidden = !open;
    this.#say('');
    this.querySelector(open ? '[data-act="spare"]' : '[data-act="ask"]').focus();
  }

  async #erase() {
    this.#erased = { entries: everything(), trainings: await everyTraining() };
    for (const [key] of this.#erased.entries) forget(key);
    if (this.#erased.trainings.length) await forgetTrainings();
    this.#done(true, 'Erased. You can undo this until you leave the page.');
  }

  async #undo() {
    for (const [key, value] of this.#erased.entries) keep(key, merged(recall(key), value));
    for (const [key, training] of this.#erased.trainings) await put(key, training);
    this.#erased = { entries: [], trainings: [] };
    this.#done(false, 'Everything is back.');
  }

  /** Erased, or back: the button that answers it gets the focus. */
  #done(erased, words) {
    this.#asking(false);
    this.querySelector('[data-act="undo"]').hidden = !erased;
    if (erased) this.querySelector('[data-act="undo"]').focus();
    this.#count();
    this.#say(words);
  }

  #say(words, mark = 'note') {
    this.#part('said').dataset.mark = mark;
    this.#part('said').textContent = words;
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }
}

/** @returns {[string, any][]} the reader's answers and changed listings, which Export writes; trainings are too large */
const everything = () => [...keys('quiz:'), ...keys('cell:')].map((key) => [key, recall(key)]);
const counted = (number, what) => `${number} ${what}${number === 1 ? '' : 's'}`;
const of = (kept, start) => kept.filter((key) => key.startsWith(start)).length;
const listed = (parts) => `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
const described = (kept, ...more) => listed([counted(of(kept, 'quiz:'), 'answer'), counted(of(kept, 'cell:'), 'changed listing'), ...more]);
const write = (element, number) => Object.assign(element, { value: String(number), textContent: String(number) });

if (!customElements.get('course-progress')) customElements.define('course-progress', CourseProgress);
