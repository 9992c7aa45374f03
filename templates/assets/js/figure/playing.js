/**
 * How the run of a figure is played: `PLAYING` decides what each of its events leads to. A part of `machine.js`, which
 * knows the rest of a figure.
 */

/** @typedef {import('./machine.js').State} State */
/** @typedef {import('./machine.js').Event} Event */
/** @typedef {import('./machine.js').Effect} Effect */
/** @typedef {import('./machine.js').Step} Step */

/**
 * A run is played from the frames that Python has given so far, which are kept: going back asks for nothing.
 * @typedef {object} Run of a figure that unfolds in time
 * @property {boolean} playing frame after frame is shown
 * @property {boolean} cut only the last frame is to be shown, as soon as it is there
 * @property {number} due how many steps wait for their frames
 * @property {boolean} pulling a frame is under way
 * @property {boolean} begun Python holds this run
 * @property {boolean} over its last frame is kept
 * @property {number} kept how many frames are kept
 * @property {number} place of the kept frame on the screen, -1 while there is none
 * @property {number} speed
 * @property {number} ahead how many frames are fetched before their time; 0 where each is shown as soon as it is there
 * @property {number} version
 */

/** @type {Run} */
export const REST = {
  playing: false,
  cut: false,
  due: 0,
  pulling: false,
  begun: false,
  over: false,
  kept: 0,
  place: -1,
  speed: 1,
  ahead: 0,
  version: 0,
};

/** @param {State} state @returns {Step} */
export const stay = (state) => ({ state, effects: [] });

/** @param {State} state @param {Partial<Run>} change @returns {State} */
export const withRun = (state, change) => ({ ...state, run: { ...state.run, ...change } });

/** A run whose frames under way are not wanted any more. @param {Run} run @returns {Run} */
export const dropped = ({ pulling, speed, ahead, version }) => ({
  ...REST,
  pulling,
  speed,
  ahead,
  version: version + 1,
});

/** The run has to begin anew; one that plays goes on to play. @param {State} state @param {boolean} playing */
export function restarted(state, playing) {
  return { ...state, run: { ...dropped(state.run), playing, cut: playing && state.run.cut } };
}

/** A run without its frames, which plays on only if one is under way. @param {Run} run @returns {Partial<Run>} */
export const cutShort = ({ playing, pulling }) => ({ begun: false, kept: 0, place: -1, playing: playing && pulling });

/** The place of the last frame kept. @param {Run} run */
const last = ({ kept }) => kept - 1;

/**
 * Asks for a frame if one is wanted and none under way. @param {State} state @param {Effect[]} effects @returns {Step}
 */
export function flow(state, effects = []) {
  const { run } = state;
  if (run.pulling || run.over || !needsFrame(run)) return { state, effects };
  return { state: withRun(state, { pulling: true }), effects: [...effects, 'pull'] };
}

/** Whether a further frame is wanted: for a step, for what plays, or ahead of its time. @param {Run} run */
function needsFrame(run) {
  const near = run.cut || run.ahead === 0 || last(run) - run.place < run.ahead;
  return run.due > 0 || (run.playing && near);
}

/** The clock runs while there is a frame to wait for. @param {State} state @param {Effect[]} effects @returns {Step} */
function timed(state, effects = []) {
  const { run } = state;
  const waits = run.ahead > 0 && run.playing && !run.cut && run.place < last(run);
  return flow(state, waits ? [...effects, 'clock'] : effects);
}

/** Shows the frame at a place, and plays no more. @param {State} state @param {number} place @returns {Step} */
function moved(state, place) {
  const { run } = state;
  if (run.kept === 0) return stay(state);
  const within = Math.max(0, Math.min(last(run), place));
  const still = withRun(state, { playing: false, cut: false, due: 0, place: within });
  return { state: still, effects: within === run.place ? [] : ['show'] };
}

/**
 * Plays on from the frame on the screen. After the end, frames with times of their own are played again, and a run
 * without is begun anew.
 * @param {State} state @param {Extract<Event, {type: 'play'}>} event @returns {Step}
 */
function play(state, { cut = false }) {
  const { run } = state;
  if (run.playing) return stay(state);
  if (run.over && (run.ahead === 0 || run.kept === 0)) return flow(restarted(state, true));
  if (run.over && cut) return moved(state, last(run));
  if (run.over && run.place === last(run)) return timed(withRun(state, { playing: run.kept > 1, place: 0 }), ['show']);
  const place = run.ahead ? run.place : last(run);
  return timed(withRun(state, { playing: true, cut, place }), place === run.place ? [] : ['show']);
}

/** One frame on: the next one kept, or one that is asked for. @param {State} state @returns {Step} */
function step(state) {
  const { run } = state;
  if (run.place < last(run)) return moved(state, run.place + 1);
  const waits = { playing: false, cut: false, due: run.due + 1 };
  if (!run.over) return flow(withRun(state, waits));
  return run.ahead ? stay(withRun(state, { playing: false })) : flow(withRun(restarted(state, false), { due: 1 }));
}

/**
 * It is time for the next frame. @param {State} state @param {Extract<Event, {type: 'tick'}>} event @returns {Step}
 */
function tick(state, { version }) {
  const { run } = state;
  if (version !== run.version || !run.playing || run.cut || run.place >= last(run)) return stay(state);
  const place = run.place + 1;
  return timed(withRun(state, { place, playing: !(run.over && place === last(run)) }), ['show']);
}

/**
 * What is kept shows what is pinned no more: frames with times of their own are made anew, others from here on.
 * @param {State} state @returns {Step}
 */
function forget(state) {
  const { run } = state;
  return stay(withRun(state, run.ahead ? dropped(run) : { kept: 0, place: -1 }));
}

/**
 * A frame has come, and is kept; where there is no room, every second of those before goes.
 * @param {State} state @param {Extract<Event, {type: 'pulled'}>} event @returns {Step}
 */
function came(state, { full = false }) {
  const { run } = state;
  const kept = run.kept + 1;
  const half = Math.ceil(kept / 2);
  const place = full && run.place >= 0 ? half - 1 - ((kept - 1 - run.place) >> 1) : run.place;
  const room = { pulling: false, begun: true, kept: full ? half : kept, place };
  return arrived(withRun(state, room), full ? ['thin'] : []);
}

/**
 * Shows the newest frame where it is due, or says when it will be. A training stands where Python stands, even if it was
 * paused while the frame was under way.
 * @param {State} state @param {Effect[]} effects @returns {Step}
 */
function arrived(state, effects) {
  const { run } = state;
  const at = last(run);
  if (run.due > 0) return flow(withRun(state, { due: run.due - 1, place: at }), [...effects, 'show']);
  const next = run.place === at - 1;
  if (run.ahead === 0 && (run.playing || next)) return flow(withRun(state, { place: at }), [...effects, 'show']);
  return next ? timed(state, effects) : flow(state, effects);
}

/** The run is over. @param {State} state @returns {Step} */
function ended(state) {
  const { run } = state;
  const through = run.cut || run.ahead === 0 || run.place === last(run);
  const rest = { pulling: false, begun: false, over: true, due: 0, cut: false, playing: run.playing && !through };
  if (!run.playing || !through) return stay(withRun(state, rest));
  return { state: withRun(state, { ...rest, place: last(run) }), effects: run.kept ? ['show'] : [] };
}

/**
 * @typedef {'play'|'pause'|'step'|'back'|'seek'|'speed'|'tick'|'forget'|'begun'|'pulled'|'over'|'resume'|'resumed'} Played
 */

/** @type {{[T in Played]: (state: State, event: Extract<Event, {type: T}>) => Step}} */
export const PLAYING = {
  play,
  pause: (state) => stay(withRun(state, { playing: false, cut: false })),
  step,
  back: (state) => moved(state, state.run.place - 1),
  seek: (state, { place }) => moved(state, place),
  speed: (state, { speed }) => timed(withRun(state, { speed })),
  tick,
  forget,
  begun: (state, { version }) => stay(version === state.run.version ? withRun(state, { begun: true }) : state),
  pulled: (state, event) =>
    event.version === state.run.version ? came(state, event) : flow(withRun(state, { pulling: false })),
  over: (state, { version }) =>
    version === state.run.version ? ended(state) : flow(withRun(state, { pulling: false })),
  resume: (state) => stay(withRun(state, dropped(state.run))),
  resumed: (state, { version }) =>
    version === state.run.version ? timed(withRun(state, { begun: true, over: false, playing: true })) : stay(state),
};
