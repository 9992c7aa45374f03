/**
 * The keys of a small editor: Tab indents, Shift+Tab takes back, Enter keeps the indentation, Ctrl or Cmd+Enter runs.
 * Nobody is caught: Tab moves on until something else was pressed, and again after Escape.
 */

const STEP = 4;
const QUIET = new Set(['Tab', 'Shift', 'Control', 'Alt', 'Meta']);

/** @param {HTMLTextAreaElement} text @param {() => void} run @param {AbortSignal} signal */
export function listenToKeys(text, run, signal) {
  let passing = true;
  /** @type {Record<string, (text: HTMLTextAreaElement, event: KeyboardEvent) => void>} */
  const actions = {
    Tab: indent,
    Enter: (text, event) => (event.ctrlKey || event.metaKey ? run() : insert(text, `\n${indentation(text)}`)),
  };
  text.addEventListener('focus', () => (passing = true), { signal });
  text.addEventListener('pointerdown', () => setTimeout(() => (passing = false)), { signal });
  text.addEventListener(
    'keydown',
    (event) => {
      if (event.isComposing) return;
      if (!QUIET.has(event.key)) passing = event.key === 'Escape';
      if (!isPlain(event) || !Object.hasOwn(actions, event.key) || (event.key === 'Tab' && passing)) return;
      actions[event.key](text, event);
      event.preventDefault();
    },
    { signal },
  );
}

/** Pressed with no other keys than those that it goes with. @param {KeyboardEvent} event */
function isPlain({ key, altKey, shiftKey, ctrlKey, metaKey }) {
  return key === 'Enter' ? !altKey && !shiftKey : !ctrlKey && !altKey && !metaKey;
}

/** @param {HTMLTextAreaElement} text @param {KeyboardEvent} event */
function indent(text, { shiftKey }) {
  if (shiftKey || spans(text)) shift(text, shiftKey ? -1 : 1);
  else insert(text, ' '.repeat(STEP - (column(text) % STEP)));
}

/**
 * Puts other words in the place of all, so that undo takes it back.
 * @param {HTMLTextAreaElement} text @param {string} words
 */
export function retype(text, words) {
  text.focus({ preventScroll: true });
  text.select();
  insert(text, words);
}

/** @param {HTMLTextAreaElement} text @param {number} [at] */
const lineStart = (text, at = text.selectionStart) => text.value.lastIndexOf('\n', at - 1) + 1;
/** @param {HTMLTextAreaElement} text */
const column = (text) => text.selectionStart - lineStart(text);
/** @param {HTMLTextAreaElement} text */
const spans = (text) => text.value.slice(text.selectionStart, text.selectionEnd).includes('\n');

/**
 * What the new line begins with: as the line before it, one step more after a colon.
 * @param {HTMLTextAreaElement} text
 */
function indentation(text) {
  const before = text.value.slice(lineStart(text), text.selectionStart);
  return startOf(before, /^ */) + (/:\s*$/.test(before) ? ' '.repeat(STEP) : '');
}

/** What a text begins with. @param {string} text @param {RegExp} pattern that fits every text */
const startOf = (text, pattern) => text.match(pattern)?.[0] ?? '';

/**
 * Moves the selected lines by one step.
 * @param {HTMLTextAreaElement} text @param {number} direction 1 to the right, -1 to the left
 */
function shift(text, direction) {
  const from = lineStart(text);
  const to = Math.max(text.selectionEnd, from);
  const old = text.value.slice(from, to);
  const end = startOf(text.value.slice(to), /^[^\n]*/);
  const lines = (old + end).split('\n');
  const right = (/** @type {string} */ line) => line && ' '.repeat(STEP) + line;
  const left = (/** @type {string} */ line) => line.replace(new RegExp(`^ {1,${STEP}}`), '');
  const moved = lines.map(direction > 0 ? right : left);
  text.setSelectionRange(from, to + end.length);
  insert(text, moved.join('\n'));
  text.setSelectionRange(lines.length > 1 ? from : text.selectionEnd, text.selectionEnd);
}

/**
 * Types for the reader, so that undo takes it back; `execCommand` is the only way to that.
 * @param {HTMLTextAreaElement} text @param {string} words
 */
function insert(text, words) {
  if (!document.execCommand('insertText', false, words)) {
    text.setRangeText(words, text.selectionStart, text.selectionEnd, 'end');
    text.dispatchEvent(new Event('input', { bubbles: true }));
  }
}
