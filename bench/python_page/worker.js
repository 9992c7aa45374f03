/** Runs a script in Pyodide, and posts what its as_json() says. */

import { boot } from './assets/js/boot.js';

try {
  const { py } = await boot(new URL('./assets/', import.meta.url).href);
  py.runPython(await (await fetch('script.py')).text());
  postMessage(JSON.parse(py.globals.get('as_json')()));
} catch (error) {
  postMessage({ error: String(error) });
}
