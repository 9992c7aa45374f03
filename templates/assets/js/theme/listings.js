/**
 * The frames of the listings: Copy takes the text as the reader has left it; whoever chooses PyTorch in one
 * tab has it in all of them, also on the pages that follow.
 */
import { onEveryPage } from './pages.js';
import { recall, save } from '../reader/storage.js';

const LABELS = { usual: 'Copy', done: 'Copied', refused: 'Selected' };
const SHOWN_MS = 2000;
const CHOICES = '.cw-listing .tabbed-set > input';

document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element && target.closest('[data-copy]');
  if (button) copy(button);
});

document.addEventListener('change', ({ target }) => {
  if (!(target instanceof HTMLInputElement) || !target.matches(CHOICES)) return;
  const { top } = target.getBoundingClientRect();
  save('tab', target.value);
  choose(target.value);
  scrollBy({ top: target.getBoundingClientRect().top - top, behavior: 'instant' });
});

onEveryPage(() => choose(recall('tab')));

/** Where the browser lets no page write to the clipboard, the text is selected instead. @param {Element} button */
async function copy(button) {
  const block = button.closest('.tabbed-block');
  const code = block?.querySelector('[data-part="code"]');
  if (!block || !code) return;
  try {
    await navigator.clipboard.writeText(block.querySelector('textarea')?.value ?? code.textContent ?? '');
    button.textContent = LABELS.done;
  } catch {
    getSelection()?.selectAllChildren(code);
    button.textContent = LABELS.refused;
  }
  setTimeout(() => (button.textContent = LABELS.usual), SHOWN_MS);
}

/** @param {string | null} value */
function choose(value) {
  for (const choice of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(CHOICES))) {
    if (choice.value === value) choice.checked = true;
  }
}
