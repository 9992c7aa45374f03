/** Boots Python, runs the page's script in it, and posts what `answer(py, n)` says; n is the number in the address. */

import { boot } from './assets/js/python/boot.js';

export async function report(answer) {
  try {
    const { py } = await boot(new URL('./assets/', import.meta.url).href);
    py.runPython(await (await fetch('script.py')).text());
    postMessage(await answer(py, Number(location.search.slice(1))));
  } catch (error) {
    postMessage({ error: String(error) });
  }
}
