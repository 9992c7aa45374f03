/** Runs that unfold in time, against an engine that answers late or not at all. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Engine } from '../../../templates/assets/js/python/engine.js';
import { Machine } from '../../../templates/assets/js/figure/machine.js';
import { Run } from '../../../templates/assets/js/figure/run.js';

const FRAMES = 5;
globalThis.matchMedia = () => ({ matches: false });

/** A worker whose runs have five frames, as `widgets/kit/worker_api.py` would answer; frames are buffers of 1 to 5 bytes. */
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
    const bytes = this.runs.get(run) > FRAMES ? null : new ArrayBuffer(this.runs.get(run));
    if (!bytes) this.runs.delete(run);
    this.onmessage({ data: { type: 'answer', id, bytes } });
  }

  terminate() {}
}

class Button extends EventTarget {
  textContent = 'Train';
  dataset = {};
  closest = () => new EventTarget();
}

function setUp(context) {
  const workers = [];
  const engine = new Engine(() => workers[workers.push(new Worker()) - 1]);
  const [drawn, failed, parts] = [[], [], {}];
  const show = async (bytes) => drawn.push(bytes.byteLength);
  const figure = { settings: () => ({ name: 'n', params: '{}' }), show };
  const part = (name) => (parts[name] ??= new Button());
  const { signal } = new AbortController();
  let run = null;
  const machine = new Machine({}, (state) => {
    run?.show(state.run);
    if (state.note) failed.push(state.note);
  });
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

test('Pause and Train while the end is on its way begins anew', async (context) => {
  const { drawn, failed, step, press, ready } = setUp(context);
  press('step');
  await ready();
  for (let i = 1; i < FRAMES; i++) await step();
  press('play');
  press('play');
  press('play');
  await later();
  assert.deepEqual([drawn, failed], [[1, 2, 3, 4, 5, 1, 2, 3, 4, 5], []]);
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
