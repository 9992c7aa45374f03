/**
 * The reader's side of Python: a worker of its own, so that no program of a reader ever holds up a figure.
 * in:  run {id, code, look}
 * out: progress {what, fraction} · running {id} · text {id, kind, text} · picture {id, bytes, width, height, words}
 *      done {id, line, ms} with the line that failed, or null · failed {why, detail}
 */
import { boot } from '../python/boot.js';

const BASE = new URL('../../', import.meta.url).href;
const started = start();
started.catch(fail);

addEventListener('message', ({ data }) => started.then((python) => run(python, data)).catch(fail));

async function start() {
  const { py, load } = await boot(BASE, (what, fraction) => postMessage({ type: 'progress', what, fraction }));
  await Promise.all([load('rest.zip'), load('listing_runner.zip')]);
  return { py, load, session: py.pyimport('listing_runner.session') };
}

/** @typedef {{py: any, load: (name: string) => Promise<void>, session: any}} Python */

/** @param {Python} python @param {{id: number, code: string, look: object}} message */
async function run({ py, load, session }, { id, code, look }) {
  const drawn = session.wants(code, 'matplotlib') ? await plots(py, load, id, look) : () => {};
  postMessage({ type: 'running', id });
  const began = performance.now();
  const write = (/** @type {string} */ kind, /** @type {string} */ text) =>
    postMessage({ type: 'text', id, kind, text });
  const line = session.run(code, write, drawn) ?? null;
  postMessage({ type: 'done', id, line, ms: performance.now() - began });
}

/**
 * Loads matplotlib, gives it the page's look, and returns what shows the figures that are left at the end.
 * @param {any} py @param {Python['load']} load @param {number} id @param {object} look
 */
async function plots(py, load, id, look) {
  postMessage({ type: 'progress', what: 'loading matplotlib', fraction: 1 });
  await load('matplotlib.zip');
  const module = py.pyimport('listing_runner.plots');
  /** @type {(png: any, width: number, height: number, words: string) => void} */
  const show = (png, width, height, words) => {
    const bytes = png.toJs().slice().buffer;
    postMessage({ type: 'picture', id, bytes, width, height, words }, { transfer: [bytes] });
  };
  module.begin(py.toPy(look), show);
  return module.show_all;
}

/** @param {unknown} error */
function fail(error) {
  const detail = String(error instanceof Error ? error.message : error).trim();
  postMessage({ type: 'failed', why: detail.slice(detail.lastIndexOf('\n') + 1), detail });
}
