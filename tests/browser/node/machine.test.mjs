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
    ...['approach', 'retry', 'leave', 'play', 'pause', 'step', 'back', 'forget', 'resume'].map((type) => ({ type })),
    { type: 'play', cut: true },
    { type: 'seek', place: 0 },
    ...PHASES.map((phase) => ({ type: 'python', phase })),
    ...[A, B].flatMap((params) => [true, false].map((anew) => ({ type: 'set', params, note: '', anew }))),
    { type: 'reset', params: A },
    { type: 'noted', why: 'no script' },
    { type: 'drawn', number: null },
    ...numbered.map((one) => ({ type: 'drawn', number: one })),
    ...numbered.map((one) => ({ type: 'recorded', number: one, params: B })),
    ...numbered.map((one) => ({ type: 'refused', number: one, why: 'refused' })),
    ...['begun', 'pulled', 'over', 'resumed', 'tick'].flatMap((type) =>
      versions.map((one) => ({ type, version: one })),
    ),
    { type: 'pulled', version, full: true },
    ...versions.map((one) => ({ type: 'stopped', version: one, why: 'lost' })),
  ];
}

/** A state without its counters: what two states have to share to be one row of the table. */
const row = ({ number: _, note, run: { version: __, ...run }, ...state }) => JSON.stringify([state, note !== '', run]);

/** Frames of a run that are fetched before their time: none, where each is shown as it comes, or so many. */
const AHEAD = [0, 2];
const KEPT = 2;

/** Every state that can be reached with few frames kept or due, and every step between them, to whoever looks at it. */
function explore(ahead, look) {
  const found = new Map([[row(start(A, ahead)), start(A, ahead)]]);
  for (const state of found.values()) {
    for (const event of eventsOf(state)) {
      const before = JSON.stringify(state);
      const { state: after, effects } = next(state, event);
      look({ state, event, after, effects, before });
      if (after.run.kept <= KEPT && after.run.due <= 1 && !found.has(row(after))) found.set(row(after), after);
    }
  }
  return found.size;
}

/** What must never be, by name. @type {[string, (step: any) => boolean][]} */
const NEVER = [];
const never = (what, wrong) => NEVER.push([what, wrong]);
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
never('a step due whose frame is not being pulled', ({ after: { run } }) => run.due > 0 && !run.pulling);
never('playing with nothing to come', ({ after: { run } }) => {
  return run.playing && !run.pulling && (run.cut || run.ahead === 0 || run.place >= run.kept - 1);
});
never('waiting for a time that no clock tells', ({ state, after, effects }) => {
  const waits = ({ run }) => run.ahead > 0 && run.playing && !run.cut && run.place < run.kept - 1;
  const moved = after.run.place !== state.run.place || after.run.version !== state.run.version;
  return waits(after) && (!waits(state) || moved) && !effects.includes('clock') && !effects.includes('thin');
});
never(
  'at a frame that is not kept',
  ({ after: { run } }) => run.place >= run.kept || (run.place < 0 && run.place !== -1),
);
never('another frame on the screen than was drawn', ({ state, after: { run }, effects }) => {
  const drawn = effects.includes('show') || effects.includes('thin');
  return run.place >= 0 && (run.place !== state.run.place || run.version !== state.run.version) && !drawn;
});
never('a frame asked for that is kept', ({ state, event, effects }) => {
  return ['back', 'seek', 'pause'].includes(event.type) && effects.includes('pull') && state.run.kept > 0;
});
never('moving by itself after Pause, Back or a scrub', ({ event, after: { run } }) => {
  return ['pause', 'back', 'seek'].includes(event.type) && run.playing && run.kept > 0;
});
never('asked for more after its last frame', ({ state, event, effects }) => {
  return event.type === 'pulled' && state.run.over && pulls({ effects }) > 0 && event.version === state.run.version;
});
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
  return event.type === 'reset' && (run.playing || run.due > 0 || run.begun || run.kept > 0);
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
never('changed by its decisions: a state is a value', ({ state, before }) => JSON.stringify(state) !== before);

const looked = { states: 0, steps: 0 };
const wrong = new Map();
for (const ahead of AHEAD) {
  looked.states += explore(ahead, (step) => {
    looked.steps += 1;
    for (const [what, is] of NEVER) if (!wrong.has(what) && is(step)) wrong.set(what, step);
  });
}
for (const [what] of NEVER) {
  test(`never ${what}`, () => {
    assert.ok(looked.states > 1000 && looked.steps > 30000);
    assert.deepEqual(wrong.get(what), undefined);
  });
}

/** What the last of some events leads to. */
const after = (...events) => afterAhead(0, ...events);

function afterAhead(ahead, ...events) {
  let step = { state: start(A, ahead), effects: [] };
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

const pulled = 'pulled';
const three = ['play', 'begun', pulled, pulled, pulled];

/**
 * What happened in a live figure whose run is trained as fast as can be; whether it plays, how many frames are kept,
 * which is on the screen, and what is to be done.
 */
const TRAINING = [
  [['play'], true, 0, -1, ['pull']],
  [['play', 'play'], true, 0, -1, []],
  [['play', 'begun', pulled], true, 1, 0, ['show', 'pull']],
  [three, true, 3, 2, ['show', 'pull']],
  [['play', 'pause'], false, 0, -1, []],
  [['play', 'pause', pulled], false, 1, 0, ['show']],
  [['play', 'begun', pulled, 'over'], false, 1, 0, ['show']],
  [['play', 'begun', 'over'], false, 0, -1, []],
  [['step', 'step'], false, 0, -1, []],
  [['step', 'step', pulled], false, 1, 0, ['show', 'pull']],
  [['step', 'step', pulled, pulled], false, 2, 1, ['show']],
  [[...three, 'back'], false, 3, 1, ['show']],
  [[...three, 'back', pulled], false, 4, 1, []],
  [[...three, 'back', 'step'], false, 3, 2, ['show']],
  [[...three, 'back', pulled, 'play'], true, 4, 3, ['show', 'pull']],
  [[...three, { type: 'pulled', full: true }], true, 2, 1, ['thin', 'show', 'pull']],
  [['play', 'begun', pulled, 'over', 'play'], true, 0, -1, ['pull']],
  [['play', 'begun', pulled, 'over', 'step'], false, 0, -1, ['pull']],
  [[...three, 'forget'], true, 0, -1, []],
  [['play', changed], true, 0, -1, ['settings', 'ask']],
  [['play', reset], false, 0, -1, ['settings', 'ask']],
  [['play', reset, { type: 'pulled', version: 0 }], false, 0, -1, []],
  [['play', changed, { type: 'over', version: 0 }], true, 0, -1, ['pull']],
  [['play', { type: 'stopped', why: 'lost' }], false, 0, -1, ['settings']],
  [['play', 'begun', python('loading'), { type: 'stopped', why: 'lost' }], false, 0, -1, ['settings']],
  [['play', 'resume', { type: 'stopped', version: 0, why: 'lost' }, 'resumed'], true, 0, -1, ['pull']],
  [['pause'], false, 0, -1, []],
  [['back'], false, 0, -1, []],
];

/** The same of a run whose frames have times of their own, of which two are fetched before their time. */
const FILM = [
  [['play'], true, 0, -1, ['pull']],
  [['play', 'begun', pulled], true, 1, -1, ['clock', 'pull']],
  [['play', 'begun', pulled, 'tick'], true, 1, 0, ['show']],
  [['play', 'begun', pulled, pulled], true, 2, -1, []],
  [['play', 'begun', pulled, pulled, 'tick'], true, 2, 0, ['show', 'clock', 'pull']],
  [['play', 'begun', pulled, 'tick', pulled], true, 2, 0, ['clock', 'pull']],
  [['play', 'begun', pulled, 'pause', 'tick'], false, 1, -1, []],
  [['play', 'begun', pulled, 'pause', pulled], false, 2, -1, []],
  [['play', 'begun', pulled, 'tick', 'over'], false, 1, 0, ['show']],
  [['play', 'begun', pulled, pulled, 'tick', 'over', 'tick'], false, 2, 1, ['show']],
  [['play', 'begun', pulled, pulled, 'tick', 'over', 'tick', 'play'], true, 2, 0, ['show', 'clock']],
  [['play', 'begun', pulled, pulled, 'tick', 'over', 'tick', 'step'], false, 2, 1, []],
  [['play', 'begun', pulled, pulled, 'tick', 'tick', 'back'], false, 2, 0, ['show']],
  [['play', 'begun', pulled, pulled, 'tick', { type: 'seek', place: 9 }], false, 2, 1, ['show']],
  [['play', 'begun', pulled, pulled, 'tick', { type: 'speed', speed: 4 }], true, 2, 0, ['clock']],
  [[{ type: 'play', cut: true }, 'begun', pulled, pulled, pulled], true, 3, -1, ['pull']],
  [[{ type: 'play', cut: true }, 'begun', pulled, pulled, pulled, 'over'], false, 3, 2, ['show']],
  [[{ type: 'play', cut: true }, 'begun', pulled, 'over', 'back', { type: 'play', cut: true }], false, 1, 0, []],
  [['play', 'begun', pulled, 'tick', reset], false, 0, -1, ['settings', 'ask']],
  [['play', 'begun', pulled, 'tick', reset, { type: 'tick', version: 0 }], false, 0, -1, []],
  [['play', 'begun', pulled, 'tick', changed], true, 0, -1, ['settings', 'ask']],
  [['play', 'begun', pulled, 'tick', 'forget'], false, 0, -1, []],
  [['play', 'begun', pulled, 'over', 'tick', python('failed')], false, 1, 0, []],
];

for (const [ahead, table] of [
  [0, TRAINING],
  [2, FILM],
]) {
  for (const [events, playing, kept, place, effects] of table) {
    test(`a run with ${ahead} ahead: ${events.map((event) => event.type ?? event).join(', ')}`, () => {
      const { state, effects: found } = afterAhead(ahead, ...LIVE, ...events);
      assert.deepEqual([state.run.playing, state.run.kept, state.run.place, found], [playing, kept, place, effects]);
    });
  }
}

test('a note stays with its picture, and goes with the next wish', () => {
  assert.equal(after(...LIVE, unchanged).state.note, 'moved');
  assert.equal(after(...LIVE, unchanged, changed).state.note, '');
});
