/** The file that holds a reader's record: how it is written, checked and merged. What it holds is only data. */

const MARK = 'cliffwalk-progress';
const VERSION = 1;
const MOST_CHARACTERS = 4_000_000;
/** @type {[RegExp, (value: unknown) => boolean][]} */
const SHAPES = [
  [/^quiz:[a-z0-9-]{1,80}:[0-9a-f]{12}$/, isAnswer],
  [/^cell:[a-z0-9_]{1,80}:[0-9a-f]{12}$/, isText],
];

/** @typedef {Record<string, any>} Entries what is saved, by key */

/** @param {Entries} entries @returns {string} the text of the file */
export const written = (entries) =>
  JSON.stringify({ [MARK]: VERSION, saved: new Date().toISOString(), kept: entries }, null, 1);

/**
 * What a file holds. Throws an Error that a reader understands when the file is not ours or an entry has another shape.
 * @param {string} text @param {(key: string, answer: unknown) => boolean}
 *   fits whether an answer suits the question of a key
 * @returns {[string, any][]}
 */
export function read(text, fits) {
  if (text.length > MOST_CHARACTERS) throw new Error('The file is too large to be a record of this course.');
  const content = parsed(text);
  if (!isRecord(content) || !(MARK in content)) throw new Error('This file was not written by Export on this page.');
  if (content[MARK] !== VERSION) throw new Error('The file has another format than this page can read.');
  if (!isRecord(content.kept)) throw new Error('The file is damaged: its list of entries is missing.');
  const entries = Object.entries(content.kept);
  const wrong = entries.find(([key, value]) => !shaped(key, value, fits));
  if (wrong) throw new Error(`The file is damaged: its entry “${wrong[0].slice(0, 60)}” is not one of this course.`);
  return entries;
}

/** Of two values for one key, what is kept. @param {any} ours may be null @param {any} theirs */
export function merged(ours, theirs) {
  if (ours === null) return theirs;
  if (typeof theirs === 'string') return besides(ours, theirs);
  const [better, other] = preferred(theirs, ours) ? [theirs, ours] : [ours, theirs];
  return { ...better, tries: Math.max(better.tries, other.tries) };
}

/** A right answer before a wrong one, then the later. @param {any} a @param {any} b */
const preferred = (a, b) => (a.right === b.right ? Date.parse(a.when) > Date.parse(b.when) : a.right);

/** Two changed listings: the second as comments below the first, once. @param {string} ours @param {string} theirs */
function besides(ours, theirs) {
  const quoted = theirs
    .split('\n')
    .map((line) => `# ${line}`.trimEnd())
    .join('\n');
  return ours === theirs || ours.includes(quoted) ? ours : `${ours.trimEnd()}\n\n# From the imported file:\n${quoted}`;
}

/** @param {string} key @param {any} value @param {(key: string, answer: unknown) => boolean} fits */
function shaped(key, value, fits) {
  const shape = SHAPES.find(([pattern]) => pattern.test(key));
  return shape !== undefined && shape[1](value) && (isText(value) || fits(key, value.answer));
}

/** @param {unknown} value */
function isAnswer(value) {
  return (
    isRecord(value) &&
    typeof value.right === 'boolean' &&
    Number.isSafeInteger(value.tries) &&
    value.tries > 0 &&
    typeof value.when === 'string' &&
    !Number.isNaN(Date.parse(value.when)) &&
    Object.keys(value).length === 4
  );
}

/** @param {unknown} value @returns {value is string} */
function isText(value) {
  return typeof value === 'string';
}

/** @param {unknown} value @returns {value is Record<string, any>} */
function isRecord(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @param {unknown} answer @param {number} choices @returns {answer is number[]} */
const places = (answer, choices) =>
  Array.isArray(answer) &&
  new Set(answer).size === answer.length &&
  answer.every((place) => Number.isInteger(place) && place >= 0 && place < choices);
/** @param {unknown} value */
const plain = (value) => ['number', 'string', 'boolean'].includes(typeof value);

/**
 * Whether an answer is one that a question of this kind can have.
 * @param {string} kind @param {number} choices @param {unknown} answer
 */
export function suits(kind, choices, answer) {
  if (kind === 'number') return isText(answer) && answer.length <= 200;
  if (kind === 'reach') return isRecord(answer) && Object.values(answer).every(plain);
  return places(answer, choices) && (kind === 'order' ? answer.length === choices : answer.length > 0);
}

/** @param {string} text @returns {unknown} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('This file is not JSON, so it was not written by Export on this page.');
  }
}
