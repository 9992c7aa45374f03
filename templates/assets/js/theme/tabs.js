/** The tabs of the listings: whoever chooses PyTorch in one has it in all of them, also on the pages that follow. */
import { onEveryPage } from './pages.js';
import { keep, recall } from '../reader/storage.js';

const CHOICES = '.cw-listing .tabbed-set > input';

document.addEventListener('change', ({ target }) => {
  const chosen = /** @type {HTMLInputElement} */ (target);
  if (!chosen.matches(CHOICES)) return;
  const { top } = chosen.getBoundingClientRect();
  keep('tab', chosen.value);
  show(chosen.value);
  scrollBy({ top: chosen.getBoundingClientRect().top - top, behavior: 'instant' });
});

/** @param {string | null} value */
function show(value) {
  for (const choice of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(CHOICES))) {
    if (choice.value === value) choice.checked = true;
  }
}

onEveryPage(() => show(recall('tab')));
