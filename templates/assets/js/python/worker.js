/**
 * Python's side: boots it once, keeps its functions, answers named messages.
 * in:  start {warm: a simulation to import} · ask {id, name, params, figure} · begin {id, run, name, params} · advance {id, run} ·
 *      end {id, run} · pin {id, figure} · unpin {id, figure} · script {id, name, params} ·
 *      save {id, run, name} · resume {id, run, name, params, bytes}
 * out: progress {what, fraction} · ready · failed {why, detail} · answer {id, bytes} · refused {id, why, detail}
 */
import { boot } from './boot.js';

const BASE = new URL('../../', import.meta.url).href;
const NAMES = ['answer', 'begin', 'advance', 'end', 'pin', 'unpin', 'again', 'script', 'save', 'resume', 'address'];

let python;
let live;

const handlers = {
  ask: ({ name, params, figure }) => copied(live.answer(name, params, figure)),
  begin: ({ run, name, params }) => live.begin(run, name, params),
  advance: ({ run }) => copied(live.advance(run)),
  end: ({ run }) => live.end(run),
  pin: ({ figure }) => (live.pin(figure), copied(live.again(figure))),
  unpin: ({ figure }) => (live.unpin(figure), copied(live.again(figure))),
  script: ({ name, params }) => copied(live.script(name, params)),
  save: ({ run, name }) => copied(live.save(run, name)),
  resume: ({ run, name, params, bytes }) => copied(live.resume(run, name, params, python.toPy(new Uint8Array(bytes)))),
};

addEventListener('message', ({ data }) => (data.type === 'start' ? start(data) : respond(data)));

async function start({ warm }) {
  try {
    python = (await boot(BASE, (what, fraction) => postMessage({ type: 'progress', what, fraction }))).py;
    const module = python.pyimport('widgets.kit.worker_api');
    live = Object.fromEntries(NAMES.map((name) => [name, module[name]]));
    if (warm) python.pyimport('widgets.kit.registry').load(warm).destroy();
    postMessage({ type: 'ready' });
  } catch (error) {
    postMessage({ type: 'failed', ...told(error) });
  }
}

function respond(message) {
  const { id } = message;
  try {
    const bytes = handlers[message.type](message) ?? null;
    postMessage({ type: 'answer', id, bytes }, bytes ? [bytes] : []);
  } catch (error) {
    postMessage({ type: 'refused', id, ...told(error) });
  }
}

/** The answer's bytes, out of Python's memory; null when there is none. Memory may have moved, so look each time. */
function copied(size) {
  const at = live.address();
  return size ? python._module.HEAPU8.slice(at, at + size).buffer : null;
}

/** The last line of an error for the reader, without the exception's class; all of it for the console. */
function told(error) {
  const detail = String(error?.message ?? error).trim();
  return { detail, why: detail.split('\n').at(-1).replace(/^[\w.]+(Error|Exception|Interrupt): /, '') };
}
