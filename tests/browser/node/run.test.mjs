/** Runs that unfold in time, against an engine that answers late or not at all. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { headed } from '../../../templates/assets/js/canvas/decode.js';
import { Engine } from '../../../templates/assets/js/python/engine.js';
import { Machine } from '../../../templates/assets/js/figure/machine.js';
import { Run } from '../../../templates/assets/js/figure/run.js';

const FRAMES = 5;
let lessMotion = false;
globalThis.matchMedia = () => ({ matches: lessMotion });

/**
 * A worker whose runs have five frames, as `widgets/kit/worker_api.py` would answer: frames 1 to 5, which say so, and
 * when their time is if the run has one.
 */
class Worker {
  heard = [];
  runs = new Map();
  postMessage(message) {
    this.heard.push(message.type);
    if (message.type !== 'start') setTimeout(() => this.answer(message));
  }

  answer({ id, type, run }) {
    if (type === 'begin') this.runs.set(run, 0);
    if (type === 'save') return this.onmessage({ data: { type: 'refused', id, why: 'out of memory' } });
    if (type !== 'advance') return this.onmessage({ data: { type: 'answer', id, bytes: null } });
    if (!this.runs.has(run)) return this.onmessage({ data: { type: 'refused', id, why: 'lost' } });
    this.runs.set(run, this.runs.get(run) + 1);
    const bytes = this.runs.get(run) > FRAMES ? null : frame(this.runs.get(run));
    if (!bytes) this.runs.delete(run);
    this.onmessage({ data: { type: 'answer', id, bytes } });
  }

  terminate() {}
}

class Button extends EventTarget {
  textContent = 'Train';
  dataset = {};
  closest = () => new EventTarget();
  setAttribute() {}
}

/** Frame n as it travels: its header alone. */
function frame(n) {
  const text = new TextEncoder().encode(JSON.stringify({ n, moment: [(n - 1) / (FRAMES - 1), FRAMES] }));
  const bytes = new ArrayBuffer(4 + text.length);
  new DataView(bytes).setUint32(0, text.length, true);
  new Uint8Array(bytes, 4).set(text);
  return bytes;
}

/** A figure whose run lasts so many seconds; 0 is as fast as can be. */
function setUp(context, seconds = 0) {
  const workers = [];
  const engine = new Engine(() => workers[workers.push(new Worker()) - 1]);
  const [drawn, failed, parts] = [[], [], {}];
  const show = async (bytes) => drawn.push(headed(bytes).header.n);
  const figure = { settings: () => ({ name: 'n', params: '{}' }), show, seconds };
  const part = (name) => (parts[name] ??= new Button());
  const { signal } = new AbortController();
  let run = null;
  const machine = new Machine(
    {},
    (state) => {
      run?.show(state.run);
      if (state.note) failed.push(state.note);
    },
    seconds ? 12 : 0,
  );
  run = new Run(engine, 'run', machine, figure, part, signal);
  engine.watch(({ phase }) => machine.send({ type: 'python', phase }), signal);
  const change = () => machine.send({ type: 'set', params: {}, note: '', anew: true });
  const step = async () => {
    press('step');
    await later(20);
  };
  const press = (name) => parts[name].dispatchEvent(new Event('click'));
  const ready = async () => {
    await later(0);
    workers.at(-1).onmessage({ data: { type: 'ready' } });
  };
  context.after(() => engine.stop());
  return { engine, workers, machine, change, step, drawn, failed, parts, press, ready };
}

const later = (ms = 100) => new Promise((done) => setTimeout(done, ms));

test('two steps before Python is ready are two steps', async (context) => {
  const { workers, drawn, failed, press, ready } = setUp(context);
  press('step');
  press('step');
  await ready();
  await later();
  assert.deepEqual([drawn, failed, workers[0].heard], [[1, 2], [], ['start', 'begin', 'advance', 'advance']]);
});

test('Train, Pause and Train again is one run to its end', async (context) => {
  const { drawn, failed, parts, press, ready } = setUp(context);
  for (let i = 0; i < 3; i++) press('play');
  assert.equal(parts.play.textContent, 'Pause');
  await ready();
  await later();
  assert.deepEqual([drawn, failed, parts.play.textContent], [[1, 2, 3, 4, 5], [], 'Train']);
});

test('after its end a training begins anew', async (context) => {
  const { drawn, failed, step, press, ready } = setUp(context);
  press('step');
  await ready();
  for (let i = 1; i < FRAMES; i++) await step();
  press('play');
  await later();
  press('play');
  await later();
  assert.deepEqual([drawn, failed], [[1, 2, 3, 4, 5, 1, 2, 3, 4, 5], []]);
});

test('a run with times of its own lasts as long as it should, and is played again without Python', async (context) => {
  const { workers, drawn, parts, press, ready } = setUp(context, 0.4);
  press('play');
  await ready();
  await later(150);
  assert.ok(drawn.length < FRAMES && parts.play.textContent === 'Pause');
  await later(600);
  assert.deepEqual([drawn, parts.play.textContent], [[1, 2, 3, 4, 5], 'Train']);
  const heard = workers[0].heard.length;
  press('play');
  await later(700);
  assert.deepEqual([drawn, workers[0].heard.length], [[1, 2, 3, 4, 5, 1, 2, 3, 4, 5], heard]);
});

test('four times as fast is over in a quarter of the time', async (context) => {
  const { drawn, parts, press, ready } = setUp(context, 1.6);
  parts.speed.value = '4';
  parts.speed.dispatchEvent(new Event('change'));
  press('play');
  await ready();
  await later(800);
  assert.deepEqual(drawn, [1, 2, 3, 4, 5]);
});

test('Pause acts at once, and Back, Step and the scrubber go through what is kept', async (context) => {
  const { workers, drawn, parts, press, ready } = setUp(context, 8);
  press('play');
  await ready();
  await later(60);
  press('play');
  await later(60);
  const heard = workers[0].heard.length;
  assert.deepEqual(drawn, [1]);
  press('step');
  await later(20);
  press('back');
  await later(20);
  parts.scrub.value = '3';
  parts.scrub.dispatchEvent(new Event('input'));
  await later(20);
  assert.deepEqual([drawn, workers[0].heard.length], [[1, 2, 1, 4], heard]);
  assert.deepEqual([parts.scrub.max, parts.scrub.disabled, parts.back.disabled], ['4', false, false]);
});

test('with less motion Train shows the end alone, and the scrubber what was before', async (context) => {
  lessMotion = true;
  context.after(() => (lessMotion = false));
  const { drawn, parts, press, ready } = setUp(context, 6);
  press('play');
  await ready();
  await later(200);
  assert.deepEqual([drawn, parts.play.textContent, parts.scrub.value], [[5], 'Train', '4']);
  press('back');
  await later(20);
  assert.deepEqual(drawn, [5, 4]);
});

test('a change of the controls drops the steps that wait', async (context) => {
  const { engine, drawn, change, press, ready } = setUp(context);
  engine.want();
  await ready();
  press('step');
  press('step');
  change();
  await later();
  assert.deepEqual(drawn, []);
});

test('a worker that was replaced took the run along: the next step begins it anew', async (context) => {
  const { engine, workers, drawn, failed, step, ready } = setUp(context);
  engine.want();
  await ready();
  await step();
  workers[0].onerror();
  await later(400);
  await ready();
  await step();
  assert.deepEqual([drawn, failed, workers[1].heard], [[1, 1], [], ['start', 'begin', 'advance']]);
});

test('what was trained with other settings is not kept under these', async (context) => {
  const { engine, workers, change, step, parts, press, ready } = setUp(context);
  engine.want();
  await ready();
  await step();
  change();
  press('keep');
  await later();
  assert.match(parts.kept.textContent, /^Nothing is in training with these settings/);
  assert.ok(!workers[0].heard.includes('save'));
});

test('why Python could not keep a run is told', async (context) => {
  const { engine, step, parts, press, ready } = setUp(context);
  engine.want();
  await ready();
  await step();
  press('keep');
  await later();
  assert.equal(parts.kept.textContent, 'out of memory');
});

test('Reset while Train plays ends the training; a change of the controls goes on with the new ones', async (context) => {
  const { engine, workers, machine, drawn, parts, press, ready, change } = setUp(context);
  engine.want();
  await ready();
  press('play');
  change();
  await later();
  assert.deepEqual(drawn, [1, 2, 3, 4, 5]);
  press('play');
  machine.send({ type: 'reset', params: {} });
  await later();
  assert.deepEqual([drawn, parts.play.textContent], [[1, 2, 3, 4, 5], 'Train']);
  assert.equal(workers[0].heard.at(-1), 'begin');
});
