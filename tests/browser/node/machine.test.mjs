/** The states of a figure as a table: every event is decided in every state that can be reached, and what must never be never is. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { next, presented, start } from '../../../templates/assets/js/figure/machine.js';

const A = { T: 1 };
const B = { T: 2 };
const PHASES = ['idle', 'loading', 'ready', 'failed'];

/** Everything that can happen in a state: for the newest wish and run, and for those before. */
function eventsOf({ number, run: { version } }) {
  const numbered = [number - 1, number];
  const versions = [version - 1, version];
  return [
    ...['approach', 'retry', 'leave', 'play', 'pause', 'step', 'resume'].map((type) => ({ type })),
    ...PHASES.map((phase) => ({ type: 'python', phase })),
    ...[A, B].flatMap((params) => [true, false].map((anew) => ({ type: 'set', params, note: '', anew }))),
    { type: 'reset', params: A },
    { type: 'noted', why: 'no script' },
    { type: 'drawn', number: null },
    ...numbered.map((one) => ({ type: 'drawn', number: one })),
    ...numbered.map((one) => ({ type: 'recorded', number: one, params: B })),
    ...numbered.map((one) => ({ type: 'refused', number: one, why: 'refused' })),
    ...['begun', 'pulled', 'over', 'resumed'].flatMap((type) => versions.map((one) => ({ type, version: one }))),
    ...versions.map((one) => ({ type: 'stopped', version: one, why: 'lost' })),
  ];
}

/** A state without its counters: what two states have to share to be one row of the table. */
const row = ({ number: _, run: { version: __, ...run }, ...state }) =>
  JSON.stringify([state, { ...run, due: Math.min(run.due, 2) }]);

/** Every state that can be reached (with at most two frames due), and every step between them. */
function explored() {
  const found = new Map([[row(start(A)), start(A)]]);
  const steps = [];
  for (const state of found.values()) {
    for (const event of eventsOf(state)) {
      const { state: after, effects } = next(state, event);
      steps.push({ state, event, after, effects });
      if (after.run.due <= 2 && !found.has(row(after))) found.set(row(after), after);
    }
  }
  return { states: [...found.values()], steps };
}

const { states, steps } = explored();
const never = (what, wrong) =>
  test(`never ${what}`, () => {
    assert.ok(states.length > 100 && steps.length > 3000);
    assert.deepEqual(steps.filter(wrong).slice(0, 1), []);
  });
const show = ({ after }) => presented(after);
const asks = ({ effects }) => effects.filter((effect) => effect === 'ask').length;
const pulls = ({ effects }) => effects.filter((effect) => effect === 'pull').length;

never('live without a picture of Python', (step) => show(step) === 'live' && step.after.source !== 'python');
never('live while Python is not there', (step) => show(step) === 'live' && step.after.phase !== 'ready');
never('live beside a stale picture, unless its successor is under way or it is said why not', ({ after }) => {
  const stale = after.shown === null || after.shown.T !== after.params.T;
  return presented(after) === 'live' && stale && after.wish !== 'asked' && after.note === '';
});
never(
  'shown with a picture of other controls',
  ({ after }) => after.wish === 'shown' && after.shown?.T !== after.params.T,
);
never('a frame due that is not being pulled', ({ after: { run } }) => run.due > 0 && !run.pulling);
never('playing with no frame due', ({ after: { run } }) => run.playing && run.due === 0);
never('two requests of one kind at once', (step) => asks(step) > 1 || pulls(step) > 1);
never('a pull while one is under way', ({ state, event, effects }) => {
  const settles = ['pulled', 'over', 'stopped'].includes(event.type);
  return effects.includes('pull') && state.run.pulling && !settles;
});
never('asked without a request', (step) => {
  const { state, after } = step;
  return after.wish === 'asked' && state.wish !== 'asked' && asks(step) === 0;
});
never(
  'a wish left lost when Python is there',
  ({ event, after }) => event.type === 'python' && after.phase === 'ready' && after.wish === 'lost',
);
never('a failed figure that Retry leaves as it is', ({ state, event, effects }) => {
  return event.type === 'retry' && presented(state) === 'failed' && effects.length === 0;
});
never('playing after Reset, or a run that goes on', ({ event, after: { run } }) => {
  return event.type === 'reset' && (run.playing || run.due > 0 || run.begun);
});
never(
  'a run that outlives its worker',
  ({ event, after }) => event.type === 'python' && after.phase !== 'ready' && after.run.begun,
);
never('moved by what an older wish or run brings, beyond its end', ({ state, event, after }) => {
  if (event.type === 'refused' || event.type === 'recorded')
    return event.number !== state.number && row(after) !== row(state);
  if (event.type === 'begun' || event.type === 'resumed')
    return event.version !== state.run.version && row(after) !== row(state);
  return false;
});
never('changed by its decisions: a state is a value', ({ state, event }) => {
  const before = JSON.stringify(state);
  next(state, event);
  return JSON.stringify(state) !== before;
});

/** What the last of some events leads to. */
function after(...events) {
  let step = { state: start(A), effects: [] };
  for (const event of events) {
    const { state } = step;
    const now = { number: state.number, version: state.run.version };
    step = next(state, typeof event === 'string' ? { type: event, ...now } : { ...now, ...event });
  }
  return { ...step, as: presented(step.state) };
}

const python = (phase) => ({ type: 'python', phase });
const READY = [python('loading'), python('ready')];
const LIVE = ['approach', ...READY, 'drawn'];
const changed = { type: 'set', params: B, note: '', anew: false };
const unchanged = { type: 'set', params: A, note: 'moved', anew: false };
const anew = { type: 'set', params: A, note: '', anew: true };
const reset = { type: 'reset', params: A };

/** What happened; how the figure presents itself; what became of the wish; what is to be done. */
const TABLE = [
  [[], 'still', 'none', []],
  [['approach'], 'loading', 'asked', ['ask']],
  [['approach', 'approach'], 'loading', 'asked', []],
  [['approach', ...READY], 'loading', 'asked', []],
  [LIVE, 'live', 'shown', []],
  [[...LIVE, unchanged], 'live', 'shown', []],
  [[...LIVE, changed], 'live', 'asked', ['settings', 'ask']],
  [[...LIVE, changed, { type: 'drawn', number: 1 }], 'live', 'asked', []],
  [[...LIVE, changed, { type: 'refused', why: 'T' }], 'live', 'refused', []],
  [[...LIVE, anew], 'live', 'asked', ['settings', 'ask']],
  [[...LIVE, changed, { type: 'refused', why: 'T' }, changed], 'live', 'asked', ['settings', 'ask']],
  [['approach', ...READY, { type: 'refused', why: 'T' }], 'failed', 'refused', []],
  [['approach', ...READY, { type: 'refused', why: 'T' }, 'retry'], 'loading', 'asked', ['ask']],
  [['approach', changed], 'loading', 'asked', ['settings', 'record', 'ask']],
  [['approach', changed, { type: 'recorded', params: B }], 'loading', 'asked', []],
  [['approach', changed, { type: 'recorded', params: B }, ...READY, 'drawn'], 'live', 'shown', []],
  [['approach', python('failed'), { type: 'refused', why: 'gone' }], 'failed', 'lost', []],
  [['approach', python('failed'), { type: 'refused', why: 'gone' }, 'retry'], 'failed', 'asked', ['retry', 'ask']],
  [['approach', python('failed'), { type: 'refused', why: 'gone' }, ...READY], 'loading', 'asked', ['ask']],
  [[...LIVE, python('loading')], 'loading', 'shown', []],
  [[...LIVE, ...READY], 'live', 'shown', []],
  [[...LIVE, python('failed'), 'retry'], 'failed', 'shown', ['retry']],
  [[...LIVE, { type: 'noted', why: 'no script' }], 'live', 'shown', []],
  [[...LIVE, 'play', reset], 'live', 'asked', ['settings', 'ask']],
  [[...LIVE, 'leave'], 'still', 'none', []],
  [[...LIVE, 'retry'], 'live', 'shown', []],
];

for (const [events, as, wish, effects] of TABLE) {
  const name = events.map((event) => event.type ?? event).join(', ') || 'nothing yet';
  test(`${name}: ${as}, ${wish}`, () => {
    const found = after(...events);
    assert.deepEqual([found.as, found.state.wish, found.effects], [as, wish, effects]);
  });
}

/** What happened in a live figure; whether it plays, how many frames are due, and what is to be done. */
const RUNS = [
  [['play'], true, 1, ['pull']],
  [['play', 'play'], true, 1, []],
  [['play', 'begun', 'pulled'], true, 1, ['pull']],
  [['play', 'pause'], false, 1, []],
  [['play', 'pause', 'pulled'], false, 0, []],
  [['play', 'begun', 'over'], false, 0, []],
  [['step', 'step'], false, 2, []],
  [['step', 'step', 'pulled'], false, 1, ['pull']],
  [['play', 'pause', 'play', 'over'], true, 1, ['pull']],
  [['play', changed], true, 1, ['settings', 'ask']],
  [['play', reset], false, 0, ['settings', 'ask']],
  [['play', reset, { type: 'pulled', version: 0 }], false, 0, []],
  [['play', changed, { type: 'over', version: 0 }], true, 1, ['pull']],
  [['play', { type: 'stopped', why: 'lost' }], false, 0, ['settings']],
  [['play', 'begun', python('loading'), { type: 'stopped', why: 'lost' }], false, 0, ['settings']],
  [['play', 'resume', { type: 'stopped', version: 0, why: 'lost' }, 'resumed'], true, 1, ['pull']],
  [['pause'], false, 0, []],
];

for (const [events, playing, due, effects] of RUNS) {
  test(`a run: ${events.map((event) => event.type ?? event).join(', ')}`, () => {
    const { state, effects: found } = after(...LIVE, ...events);
    assert.deepEqual([state.run.playing, state.run.due, found], [playing, due, effects]);
  });
}

test('a note stays with its picture, and goes with the next wish', () => {
  assert.equal(after(...LIVE, unchanged).state.note, 'moved');
  assert.equal(after(...LIVE, unchanged, changed).state.note, '');
});
