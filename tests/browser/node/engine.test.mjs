/** The worker is asked one thing at a time, watched, and replaced when it hangs. */
import assert from 'node:assert/strict';
import test, { mock } from 'node:test';
import { Engine } from '../../../templates/assets/js/python/engine.js';

/** Workers that record what they hear; the test speaks for them. */
function setUp() {
  mock.timers.enable({ apis: ['setInterval', 'setTimeout'] });
  let now = 0;
  mock.method(performance, 'now', () => now);
  mock.method(console, 'error', () => {});
  const workers = [];
  const engine = new Engine(() => {
    const worker = {
      heard: [],
      ended: false,
      postMessage: (m) => worker.heard.push(m),
      terminate: () => (worker.ended = true),
    };
    worker.say = (data) => worker.onmessage({ data });
    worker.answer = (bytes = new ArrayBuffer(1)) => worker.say({ type: 'answer', id: worker.heard.at(-1).id, bytes });
    workers.push(worker);
    return worker;
  });
  const pass = (ms) => {
    for (let spent = 0; spent < ms; spent += 250) {
      now += 250;
      mock.timers.tick(250);
    }
  };
  return { engine, workers, pass, wake: (ms) => (now += ms) };
}

const ask = (engine, slot, params) => engine.request(slot, { type: 'ask', name: 'n', params });
test.afterEach(() => mock.reset());

test('nothing starts before it is wanted', () => {
  const { engine, workers } = setUp();
  assert.deepEqual([workers.length, engine.phase], [0, 'idle']);
  engine.want('n');
  engine.want('n');
  assert.deepEqual(
    [workers.length, engine.phase, workers[0].heard],
    [1, 'loading', [{ type: 'start', warm: 'n', anew: false }]],
  );
});

test('one request at a time, and of those that wait in a slot the newest', async () => {
  const { engine, workers } = setUp();
  const answers = ['a', 'b', 'c'].map((params) => ask(engine, 'one', params));
  const other = ask(engine, 'two', 'd');
  workers[0].say({ type: 'ready' });
  const sent = () => workers[0].heard.slice(1).map(({ params }) => params);
  assert.deepEqual(sent(), ['c']);
  const later = ask(engine, 'one', 'e');
  assert.deepEqual(sent(), ['c']);
  workers[0].answer();
  assert.deepEqual(sent(), ['c', 'd']);
  workers[0].answer();
  workers[0].answer(null);
  assert.deepEqual(sent(), ['c', 'd', 'e']);
  assert.deepEqual(
    (await Promise.all([...answers, other, later])).map((a) => a && a.byteLength),
    [undefined, undefined, 1, 1, null],
  );
});

test('progress never goes back', () => {
  const { engine, workers } = setUp();
  engine.want();
  const seen = [0.5, 0.2, 0.9].map((fraction) => {
    workers[0].say({ type: 'progress', what: 'x', fraction });
    return engine.status.fraction;
  });
  assert.deepEqual(seen, [0.5, 0.5, 0.9]);
});

test('a request that hangs is refused within its budget, what waits is kept, Python starts again', async () => {
  const { engine, workers, pass } = setUp();
  const hanging = ask(engine, 'one', 'loop');
  workers[0].say({ type: 'ready' });
  const waiting = ask(engine, 'one', 'next');
  pass(11_500);
  assert.equal(workers[0].ended, false);
  pass(1_000);
  assert.equal(workers[0].ended, true);
  await assert.rejects(hanging, /took too long/);
  workers[1].say({ type: 'ready' });
  workers[1].answer();
  assert.equal((await waiting).byteLength, 1);
});

test('a frozen page spends next to nothing', () => {
  const { engine, workers, pass, wake } = setUp();
  ask(engine, 'one', 'x').catch(() => {});
  workers[0].say({ type: 'ready' });
  wake(3_600_000);
  pass(10_000);
  assert.equal(workers[0].ended, false);
});

test('a start that fails is tried three times more, then said, and Retry starts afresh', async () => {
  const { engine, workers, pass } = setUp();
  const asked = ask(engine, 'one', 'x');
  for (let i = 0; i < 4; i++) {
    workers[i].say({ type: 'failed', why: 'numpy.zip did not arrive', detail: 'all of it' });
    pass(4_000);
  }
  await assert.rejects(asked, /numpy\.zip/);
  assert.deepEqual([workers.length, engine.phase, engine.status.why], [4, 'failed', 'numpy.zip did not arrive']);
  await assert.rejects(ask(engine, 'one', 'y'), /numpy\.zip/);
  engine.retry();
  const again = ask(engine, 'one', 'z');
  workers[4].say({ type: 'ready' });
  workers[4].answer();
  assert.equal((await again).byteLength, 1);
});

test('a Python that broke down is replaced by one that passes the cache by', async () => {
  const { engine, workers, pass } = setUp();
  const wrong = ask(engine, 'one', 'x');
  workers[0].say({ type: 'ready' });
  workers[0].say({ type: 'broke', detail: 'table index is out of bounds' });
  await assert.rejects(wrong, /Python broke down and was restarted/);
  pass(500);
  assert.deepEqual([workers.length, workers[1].heard[0].anew], [2, true]);
});

test('a replaced worker is not heard any more', () => {
  const { engine, workers, pass } = setUp();
  engine.want();
  workers[0].onerror();
  pass(500);
  workers[0].say({ type: 'ready' });
  assert.deepEqual([workers.length, engine.phase], [2, 'loading']);
});

test('an error of Python refuses its request and nothing else', async () => {
  const { engine, workers } = setUp();
  const wrong = ask(engine, 'one', 'x');
  workers[0].say({ type: 'ready' });
  workers[0].say({ type: 'refused', id: 1, why: 'w=9: expected less', detail: 'Traceback …' });
  await assert.rejects(wrong, /w=9: expected less/);
  assert.equal(engine.phase, 'ready');
});
