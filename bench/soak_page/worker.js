/** Trains in Pyodide for as many minutes as the address asks, and posts the size of its memory over time. */

import { boot } from './assets/js/boot.js';

try {
  postMessage(await run(Number(location.search.slice(1))));
} catch (error) {
  postMessage({ error: String(error) });
}

async function run(minutes) {
  const { py } = await boot(new URL('./assets/', import.meta.url).href);
  py.runPython(await (await fetch('soak.py')).text());
  const [train, kept] = ['train', 'kept'].map((name) => py.globals.get(name));
  const seen = [];
  for (let minute = 0; minute <= minutes; minute++) {
    const pictures = train(minute ? 60 : 10);
    seen.push({ minute, pictures, heap_MB: py._module.HEAPU8.length / 2 ** 20, objects: kept() });
  }
  return { seen };
}
