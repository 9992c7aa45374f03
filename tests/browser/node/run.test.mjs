import assert from 'node:assert/strict';
import test from 'node:test';
import { Engine } from '../../../templates/assets/js/python/engine.js';
import { Run } from '../../../templates/assets/js/figure/run.js';

const FRAMES = 5;
globalThis.matchMedia = () => ({ matches: false });

/** A worker whose runs have five frames, as `widgets/kit/live.py` would answer; frames are buffers of 1 to 5 bytes. */
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
  const figure = { start: () => ({ name: 'n', params: '{}' }), show, failed: (error) => failed.push(error.message) };
  const part = (name) => (parts[name] ??= new Button());
  const run = new Run(engine, 'run', figure, part, new AbortController().signal);
  const press = (name) => parts[name].dispatchEvent(new Event('click'));
  const ready = async () => {
    await later(0);
    workers.at(-1).onmessage({ data: { type: 'ready' } });
  };
  context.after(() => engine.stop());
  return { engine, workers, run, drawn, failed, parts, press, ready };
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
  const { drawn, failed, run, press, ready } = setUp(context);
  press('step');
  await ready();
  for (let i = 1; i < FRAMES; i++) await run.step();
  press('play');
  press('play');
  press('play');
  await later();
  assert.deepEqual([drawn, failed], [[1, 2, 3, 4, 5, 1, 2, 3, 4, 5], []]);
});

test('a change of the controls drops the steps that wait', async (context) => {
  const { engine, drawn, run, press, ready } = setUp(context);
  engine.want();
  await ready();
  press('step');
  press('step');
  run.restart();
  await later();
  assert.deepEqual(drawn, []);
});

test('a worker that was replaced took the run along: the next step begins it anew', async (context) => {
  const { engine, workers, drawn, failed, run, ready } = setUp(context);
  engine.want();
  await ready();
  await run.step();
  workers[0].onerror();
  await later(400);
  await ready();
  await run.step();
  assert.deepEqual([drawn, failed, workers[1].heard], [[1, 1], [], ['start', 'begin', 'advance']]);
});

test('what was trained with other settings is not kept under these', async (context) => {
  const { engine, workers, run, parts, press, ready } = setUp(context);
  engine.want();
  await ready();
  await run.step();
  run.restart();
  press('keep');
  await later();
  assert.match(parts.kept.textContent, /^Nothing is in training with these settings/);
  assert.ok(!workers[0].heard.includes('save'));
});

test('why Python could not keep a run is told', async (context) => {
  const { engine, run, parts, press, ready } = setUp(context);
  engine.want();
  await ready();
  await run.step();
  press('keep');
  await later();
  assert.equal(parts.kept.textContent, 'out of memory');
});
