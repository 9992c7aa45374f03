/**
 * Python's side: boots it once, keeps its functions, answers named messages.
 * in:  start {warm: a simulation to import, anew: past the browser's cache} · ask {id, name, params, figure} ·
 *      begin {id, run, name, params} · advance {id, run} ·
 *      end {id, run} · pin {id, figure, frame} · unpin {id, figure} · script {id, name, params} ·
 *      save {id, run, name} · resume {id, run, name, params, bytes} · judge {id, goal, values} (bytes if it is reached)
 * out: progress {what, fraction} · ready · failed {why, detail} · answer {id, bytes} · refused {id, why, detail}
 *      broke {detail}: there is no Python any more
 */
import { boot } from './boot.js';

const BASE = new URL('../../', import.meta.url).href;
const NAMES = [
  'answer',
  'begin',
  'advance',
  'end',
  'pin',
  'unpin',
  'again',
  'script',
  'save',
  'resume',
  'judge',
  'address',
];

/** @type {any} Pyodide */
let python;
/** @type {Record<string, (...values: any[]) => any>} the functions of `widgets/kit/worker_api.py` */
let api;

/** @type {Record<string, (message: any) => ArrayBuffer|null>} */
const handlers = {
  ask: ({ name, params, figure }) => copied(api.answer(name, params, figure)),
  begin: ({ run, name, params }) => empty(api.begin(run, name, params)),
  advance: ({ run }) => copied(api.advance(run)),
  end: ({ run }) => empty(api.end(run)),
  pin: ({ figure, frame }) => again(figure, () => api.pin(figure, frame)),
  unpin: ({ figure }) => again(figure, api.unpin),
  script: ({ name, params }) => copied(api.script(name, params)),
  save: ({ run, name }) => copied(api.save(run, name)),
  resume: ({ run, name, params, bytes }) => copied(api.resume(run, name, params, python.toPy(new Uint8Array(bytes)))),
  judge: ({ goal, values }) => (api.judge(goal, values) ? new ArrayBuffer(1) : null),
};

/** @param {unknown} _ what a function returned that has no answer */
const empty = (_) => null;

/**
 * What a figure shows after it has pinned or unpinned.
 * @param {string} figure @param {(figure: string) => void} change
 */
function again(figure, change) {
  change(figure);
  return copied(api.again(figure));
}

addEventListener('message', ({ data }) => (data.type === 'start' ? start(data) : respond(data)));

/** @param {{warm: string|null, anew: boolean}} message */
async function start({ warm, anew }) {
  try {
    python = (await boot(BASE, (what, fraction) => postMessage({ type: 'progress', what, fraction }), anew)).py;
    const module = python.pyimport('widgets.kit.worker_api');
    api = Object.fromEntries(NAMES.map((name) => [name, module[name]]));
    if (warm) python.pyimport('widgets.kit.registry').load(warm).destroy();
    postMessage({ type: 'ready' });
  } catch (error) {
    postMessage({ type: 'failed', ...explained(error) });
  }
}

/** @param {{id: number, type: string}} message */
function respond(message) {
  const { id } = message;
  try {
    const bytes = handlers[message.type](message);
    postMessage({ type: 'answer', id, bytes }, { transfer: bytes ? [bytes] : [] });
  } catch (error) {
    // Only Python's own errors leave it whole: a stack or memory that overflowed ends the interpreter.
    if (error instanceof python.ffi.PythonError) postMessage({ type: 'refused', id, ...explained(error) });
    else postMessage({ type: 'broke', detail: explained(error).detail });
  }
}

/**
 * The answer's bytes, out of Python's memory; null when there is none. Memory may have moved, so look each time.
 * @param {number} size @returns {ArrayBuffer|null}
 */
function copied(size) {
  const at = api.address();
  return size ? python._module.HEAPU8.slice(at, at + size).buffer : null;
}

/**
 * The last line of an error for the reader, without the exception's class; all of it for the console.
 * @param {unknown} error
 */
function explained(error) {
  const detail = String(error instanceof Error ? error.message : error).trim();
  return {
    detail,
    why: detail.slice(detail.lastIndexOf('\n') + 1).replace(/^[\w.]+(Error|Exception|Interrupt): /, ''),
  };
}
