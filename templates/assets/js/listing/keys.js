/**
 * The keys of a small editor: Tab indents, Shift+Tab takes back, Enter keeps the indentation, Ctrl or Cmd+Enter runs.
 * Nobody is caught: Tab moves on until something else was pressed, and again after Escape.
 */

const STEP = 4;
const QUIET = new Set(['Tab', 'Shift', 'Control', 'Alt', 'Meta']);

/** @param {HTMLTextAreaElement} text @param {() => void} run @param {AbortSignal} signal */
export function listenToKeys(text, run, signal) {
  let passing = true;
  const deeds = {
    Tab: (event) => !passing && (event.shiftKey || spans(text) ? shift(text, event.shiftKey ? -1 : 1) : insert(text, ' '.repeat(STEP - (column(text) % STEP)))),
    Enter: (event) => (event.ctrlKey || event.metaKey ? run() : insert(text, `\n${indentation(text)}`)),
  };
  text.addEventListener('focus', () => (passing = true), { signal });
  text.addEventListener('pointerdown', () => setTimeout(() => (passing = false)), { signal });
  text.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (!QUIET.has(event.key)) passing = event.key === 'Escape';
    const plain = event.key === 'Enter' ? !event.altKey && !event.shiftKey : !event.ctrlKey && !event.altKey && !event.metaKey;
    if (plain && deeds[event.key]?.(event) !== false && deeds[event.key]) event.preventDefault();
  }, { signal });
}

/** Puts other words in the place of all, so that undo takes it back. @param {HTMLTextAreaElement} text @param {string} words */
export function retype(text, words) {
  text.focus({ preventScroll: true });
  text.select();
  insert(text, words);
}

const lineStart = (text, at = text.selectionStart) => text.value.lastIndexOf('\n', at - 1) + 1;
const column = (text) => text.selectionStart - lineStart(text);
const spans = (text) => text.value.slice(text.selectionStart, text.selectionEnd).includes('\n');

/** What the new line begins with: as the line before it, one step more after a colon. */
function indentation(text) {
  const before = text.value.slice(lineStart(text), text.selectionStart);
  return before.match(/^ */)[0] + (/:\s*$/.test(before) ? ' '.repeat(STEP) : '');
}

/** Moves the selected lines by one step. @param {number} direction 1 to the right, -1 to the left */
function shift(text, direction) {
  const from = lineStart(text);
  const to = Math.max(text.selectionEnd, from);
  const old = text.value.slice(from, to);
  const end = text.value.slice(to).match(/^[^\n]*/)[0];
  const lines = (old + end).split('\n');
  const moved = lines.map((line) => (direction > 0 ? line && ' '.repeat(STEP) + line : line.replace(new RegExp(`^ {1,${STEP}}`), '')));
  text.setSelectionRange(from, to + end.length);
  insert(text, moved.join('\n'));
  text.setSelectionRange(lines.length > 1 ? from : text.selectionEnd, text.selectionEnd);
}

/** Types for the reader, so that undo takes it back; `execCommand` is the only way to that. */
function insert(text, words) {
  if (!document.execCommand('insertText', false, words)) {
    text.setRangeText(words, text.selectionStart, text.selectionEnd, 'end');
    text.dispatchEvent(new Event('input', { bubbles: true }));
  }
}
