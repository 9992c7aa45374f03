/** The Copy buttons of the listings: they take the text as the reader has left it. */

const WORDS = { usual: 'Copy', done: 'Copied', refused: 'Selected' };
const SHOWN_MS = 2000;

document.addEventListener('click', ({ target }) => {
  const button = /** @type {Element} */ (target).closest?.('[data-copy]');
  if (button) copy(button);
});

/** Where the browser lets no page write to the clipboard, the text is selected instead. @param {Element} button */
async function copy(button) {
  const block = button.closest('.tabbed-block');
  const code = block.querySelector('[data-part="code"]');
  try {
    await navigator.clipboard.writeText(block.querySelector('textarea')?.value ?? code.textContent);
    button.textContent = WORDS.done;
  } catch {
    getSelection().selectAllChildren(code);
    button.textContent = WORDS.refused;
  }
  setTimeout(() => (button.textContent = WORDS.usual), SHOWN_MS);
}
