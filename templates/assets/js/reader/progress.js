/** `<course-progress>`: counts the answers saved in this browser; exports, imports and erases them. */
import { merged, read, suits, written } from './progress-file.js';
import { everyTraining, forgetTrainings, put } from './checkpoint-store.js';
import { forget, keys, PLACE, recall, save, storageBlocked } from './storage.js';

const NAME = 'cliffwalk-progress.json';

/** @typedef {{entries: [string, any][], trainings: Awaited<ReturnType<typeof everyTraining>>}} Erased */
/** @type {Erased} */
const NOTHING = { entries: [], trainings: [] };

class CourseProgress extends HTMLElement {
  /** What Erase took away, until the reader leaves the page. */
  #erased = NOTHING;
  #leave = new AbortController();

  connectedCallback() {
    this.#leave = new AbortController();
    const { signal } = this.#leave;
    this.addEventListener('click', ({ target }) => this.#act(actOf(target)), { signal });
    this.#part('file').addEventListener('change', () => this.#load(), { signal });
    addEventListener('storage', () => this.#count(), { signal });
    for (const name of ['bar', 'sum', 'still']) this.#part(name).hidden = name === 'still';
    this.#count();
  }

  disconnectedCallback() {
    this.#leave.abort();
  }

  /** @param {string|undefined} name */
  #act(name) {
    /** @type {Record<string, () => unknown>} */
    const actions = {
      save: () => this.#export(),
      choose: () => this.#part('file').click(),
      ask: () => this.#ask(),
      erase: () => this.#erase(),
      spare: () => this.#asking(false),
      undo: () => this.#undo(),
    };
    if (name) actions[name]();
  }

  /** Draw what is saved: the row of each chapter, its open questions, and the sum in words. */
  #count() {
    const sum = { answered: 0, right: 0, of: 0 };
    for (const row of elements(this, '[data-chapter]')) {
      const { answered, right, of } = this.#open(element(this, `[data-open="${row.dataset.chapter}"]`));
      write(element(row, '[data-part="answered"]'), answered);
      write(element(row, '[data-part="right"]'), right);
      sum.answered += answered;
      sum.right += right;
      sum.of += of;
    }
    const edited = keys('cell:').length;
    this.#part('sum').textContent =
      `You have answered ${sum.answered} of ${sum.of} questions, ${sum.right} of them right` +
      (edited ? `, and changed ${counted(edited, 'listing')}.` : '.');
    this.#part('none').hidden = sum.right < sum.of;
    this.#part('blocked').hidden = !storageBlocked();
  }

  /** Show the questions of a chapter that are not answered right, and count the others. @param {HTMLElement} section */
  #open(section) {
    const questions = elements(section, '[data-key]');
    const answers = questions.map(({ dataset }) => recall(dataset.key ?? ''));
    questions.forEach((question, i) => {
      question.hidden = answers[i]?.right === true;
      element(question, 'span').hidden = answers[i] === null;
    });
    section.hidden = questions.every((question) => question.hidden);
    const right = answers.filter((answer) => answer?.right).length;
    return { answered: answers.filter(Boolean).length, right, of: questions.length };
  }

  #export() {
    const saved = everything().filter(([, value]) => value !== null);
    const blob = new Blob([written(Object.fromEntries(saved))], { type: 'application/json' });
    const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: NAME });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    this.#say(`Saved as ${NAME}.`);
  }

  async #load() {
    const field = /** @type {HTMLInputElement} */ (this.#part('file'));
    const [file] = field.files ?? [];
    if (!file) return;
    try {
      const entries = read(await file.text(), (key, answer) => this.#fits(key, answer));
      for (const [key, value] of entries) save(key, merged(recall(key), value));
      this.#say(`Imported ${described(entries.map(([key]) => key))}.`);
    } catch (error) {
      this.#say(`${error instanceof Error ? error.message : error} Nothing was changed.`, 'wrong');
    }
    field.value = '';
    this.#count();
  }

  /**
   * A question that this site no longer asks, or asks in other words, takes any answer: it is kept, never shown.
   * @param {string} key @param {unknown} answer
   */
  #fits(key, answer) {
    const [question] = elements(this, `[data-key="${CSS.escape(key)}"]`);
    return !question || suits(question.dataset.kind ?? '', Number(question.dataset.choices), answer);
  }

  async #ask() {
    const [saved, trainings] = [everything().map(([key]) => key), await everyTraining()];
    if (!saved.length && !trainings.length) return this.#say('There is nothing to erase.');
    const what = described(saved, counted(trainings.length, 'kept training'));
    this.#part('question').textContent = `Erase ${what} from this browser?`;
    this.#asking(true);
  }

  /** @param {boolean} open */
  #asking(open) {
    this.#part('confirm').hidden = !open;
    this.#say('');
    element(this, open ? '[data-act="spare"]' : '[data-act="ask"]').focus();
  }

  async #erase() {
    this.#erased = { entries: everything(), trainings: await everyTraining() };
    for (const [key] of this.#erased.entries) forget(key);
    forget(PLACE);
    if (this.#erased.trainings.length) await forgetTrainings();
    this.#done(true, 'Erased. You can undo this until you leave the page.');
  }

  async #undo() {
    for (const [key, value] of this.#erased.entries) save(key, merged(recall(key), value));
    for (const [key, training] of this.#erased.trainings) await put(key, training);
    this.#erased = NOTHING;
    this.#done(false, 'Everything is back.');
  }

  /** Erased, or back: the button that answers it gets the focus. @param {boolean} erased @param {string} words */
  #done(erased, words) {
    this.#asking(false);
    const undo = element(this, '[data-act="undo"]');
    undo.hidden = !erased;
    if (erased) undo.focus();
    this.#count();
    this.#say(words);
  }

  /** @param {string} words @param {string} [mark] */
  #say(words, mark = 'note') {
    this.#part('said').dataset.mark = mark;
    this.#part('said').textContent = words;
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return element(this, `[data-part="${name}"]`);
  }
}

/**
 * @returns {[string, any][]} the reader's answers and changed listings, which Export writes; trainings are too large
 */
const everything = () => [...keys('quiz:'), ...keys('cell:')].map((key) => [key, recall(key)]);
/** @param {number} number @param {string} what */
const counted = (number, what) => `${number} ${what}${number === 1 ? '' : 's'}`;
/** @param {string[]} saved @param {string} start */
const of = (saved, start) => saved.filter((key) => key.startsWith(start)).length;
/** @param {string[]} parts */
const listed = (parts) => `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
/** @param {string[]} saved @param {string[]} more */
const described = (saved, ...more) =>
  listed([counted(of(saved, 'quiz:'), 'answer'), counted(of(saved, 'cell:'), 'changed listing'), ...more]);
/** @param {HTMLElement} data @param {number} number */
const write = (data, number) => Object.assign(data, { value: String(number), textContent: String(number) });
/** @param {ParentNode} parent @param {string} selector */
const elements = (parent, selector) => /** @type {HTMLElement[]} */ ([...parent.querySelectorAll(selector)]);
/** @param {ParentNode} parent @param {string} selector */
const element = (parent, selector) => elements(parent, selector)[0];
/** @param {EventTarget|null} target */
function actOf(target) {
  const button = target instanceof Element && target.closest('[data-act]');
  return button instanceof HTMLElement ? button.dataset.act : undefined;
}

if (!customElements.get('course-progress')) customElements.define('course-progress', CourseProgress);
