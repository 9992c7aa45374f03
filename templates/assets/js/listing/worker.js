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

async function run({ py, load, session }, { id, code, look }) {
  const drawn = session.wants(code, 'matplotlib') ? await plots(py, load, id, look) : () => {};
  postMessage({ type: 'running', id });
  const began = performance.now();
  const line = session.run(code, (kind, text) => postMessage({ type: 'text', id, kind, text }), drawn) ?? null;
  postMessage({ type: 'done', id, line, ms: performance.now() - began });
}

/** Loads matplotlib, gives it the page's look, and returns what shows the figures that are left at the end. */
async function plots(py, load, id, look) {
  postMessage({ type: 'progress', what: 'loading matplotlib', fraction: 1 });
  await load('matplotlib.zip');
  const module = py.pyimport('listing_runner.plots');
  module.begin(py.toPy(look), (png, width, height, words) => {
    const bytes = png.toJs().slice().buffer;
    postMessage({ type: 'picture', id, bytes, width, height, words }, [bytes]);
  });
  return module.show_all;
}

function fail(error) {
  const detail = String(error?.message ?? error).trim();
  postMessage({ type: 'failed', why: detail.split('\n').at(-1), detail });
}
