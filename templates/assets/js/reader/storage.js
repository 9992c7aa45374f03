/** What the reader did, saved in this browser only; when storage is blocked it lasts until the page is closed. */

const PREFIX = 'cliffwalk:';
/** @type {Map<string, string>} */
const memory = new Map(); // what the browser refused, which is newer than what it holds
let blocked = false;

/** @returns {boolean} whether the browser refused to keep something */
export const storageBlocked = () => blocked || !(localStorage instanceof Storage);

/**
 * Save a value under a key.
 * @param {string} key
 * @param {unknown} value anything that JSON can write
 */
export function save(key, value) {
  const text = JSON.stringify(value);
  memory.set(PREFIX + key, text);
  attempt(() => {
    localStorage.setItem(PREFIX + key, text);
    memory.delete(PREFIX + key);
  });
}

/** The key of the section that was read last. */
export const PLACE = 'place';

/**
 * The value kept under a key, or null.
 * @param {string} key
 * @returns {any}
 */
export function recall(key) {
  const text = memory.get(PREFIX + key) ?? attempt(() => localStorage.getItem(PREFIX + key)) ?? null;
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {string} key forget the value kept under it */
export function forget(key) {
  memory.delete(PREFIX + key);
  attempt(() => localStorage.removeItem(PREFIX + key));
}

/** Every key that begins with `start`. @param {string} start @returns {string[]} */
export function keys(start) {
  const stored = attempt(() => Object.keys(localStorage)) ?? [];
  const all = new Set([...stored, ...memory.keys()]);
  return [...all]
    .filter((key) => key.startsWith(PREFIX + start))
    .map((key) => key.slice(PREFIX.length))
    .sort();
}

/** @template T @param {() => T} action @returns {T|undefined} */
function attempt(action) {
  try {
    return action();
  } catch {
    blocked = true;
    return undefined;
  }
}
