/** Starts Python in a worker and tells the page of each step. */
import { boot } from './assets/js/python/boot.js';

onmessage = async ({ data }) => {
  const steps = [];
  try {
    const base = new URL('./assets/', import.meta.url).href;
    const { py, load } = await boot(base, (what, fraction) => steps.push([what, fraction]));
    if (data.rest) await load('rest.zip');
    postMessage({ value: py.runPython(data.python), steps });
  } catch (error) {
    postMessage({ error: error.message, steps });
  }
};
