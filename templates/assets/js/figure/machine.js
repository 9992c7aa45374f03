/**
 * What a figure is, and what is to be done next: `next(state, event)` decides it, and knows neither page nor Python.
 *
 * A *wish* is the state of the controls that the reader asked for last; each has a number, and only the newest counts.
 * A *version* is a run with one setting of the controls; what an older one brings is not shown.
 */

/** @typedef {import('./values.js').Params} Params */

/**
 * What became of the newest wish: none yet; asked of Python; lost with it, to be asked again; shown; refused by Python.
 * @typedef {'none'|'asked'|'lost'|'shown'|'refused'} Wish
 */

/**
 * @typedef {object} Run of a figure that unfolds in time
 * @property {boolean} playing frame after frame is asked for
 * @property {number} due how many frames are to come, the one under way included
 * @property {boolean} pulling a frame is under way
 * @property {boolean} begun Python holds this run
 * @property {number} version
 */

/**
 * @typedef {object} State
 * @property {'idle'|'loading'|'ready'|'failed'} phase how far Python is
 * @property {Params} built the controls that the page's own picture belongs to
 * @property {Params} params the newest wish
 * @property {number} number of the newest wish
 * @property {Wish} wish what became of it
 * @property {'built'|'recorded'|'python'} source of the picture on the screen
 * @property {Params|null} shown the controls that the picture belongs to; null while it is older than the newest wish
 * @property {string} note what happened to the reader's wish, if anything
 * @property {Run} run
 */

/**
 * @typedef {{type: 'approach'} | {type: 'set', params: Params, note: string, anew: boolean}
 *   | {type: 'reset', params: Params} | {type: 'retry'} | {type: 'python', phase: State['phase']}
 *   | {type: 'recorded', number: number, params: Params} | {type: 'drawn', number: number|null}
 *   | {type: 'refused', number: number, why: string} | {type: 'noted', why: string} | {type: 'leave'}
 *   | {type: 'play'} | {type: 'pause'} | {type: 'step'} | {type: 'begun', version: number}
 *   | {type: 'pulled', version: number} | {type: 'over', version: number}
 *   | {type: 'stopped', version: number, why: string} | {type: 'resume'} | {type: 'resumed', version: number}} Event
 */

/**
 * ask: ask Python for the wish. record: draw what the build recorded near it. retry: start Python again.
 * pull: ask for the next frame of the run. settings: the controls of the run have changed.
 * @typedef {'ask'|'record'|'retry'|'pull'|'settings'} Effect
 */

/** @typedef {'still'|'loading'|'live'|'failed'} Presented to the reader, as `data-state` */
/** @typedef {{state: State, effects: Effect[]}} Step */

/** @type {Run} */
const REST = { playing: false, due: 0, pulling: false, begun: false, version: 0 };

/**
 * Before anything has happened.
 * @param {Params} built the controls that the page's own picture belongs to @returns {State}
 */
export function start(built) {
  const picture = { source: /** @type {const} */ ('built'), shown: built };
  return { phase: 'idle', built, params: built, number: 0, wish: 'none', note: '', run: REST, ...picture };
}

/** The next state and what to do, in this order. @param {State} state @param {Event} event @returns {Step} */
export function next(state, event) {
  const decide = /** @type {(state: State, event: Event) => Step} */ (DECIDE[event.type]);
  return decide(state, event);
}

/**
 * How a figure presents itself. Live is only what Python drew, while Python is there: of the newest wish, or while that
 * is under way, or beside the reason why it is not shown.
 * @param {State} state @returns {Presented}
 */
export function presented({ phase, wish, source }) {
  if (wish === 'none') return 'still';
  if (phase === 'failed') return 'failed';
  if (phase !== 'ready') return 'loading';
  if (source === 'python') return 'live';
  return wish === 'refused' ? 'failed' : 'loading';
}

/** @type {{[T in Event['type']]: (state: State, event: Extract<Event, {type: T}>) => Step}} */
const DECIDE = {
  approach: (state) => (state.wish === 'none' ? ask(state) : stay(state)),
  set,
  reset: (state, { params }) =>
    ask(restarted({ ...state, params, note: '' }, false), ['settings', ...record(state, params)]),
  retry,
  python,
  recorded,
  drawn,
  refused,
  noted,
  leave: (state) =>
    stay({ ...start(state.built), phase: state.phase, number: state.number + 1, run: dropped(state.run) }),
  play: (state) => (state.run.playing ? stay(state) : pull(state, { playing: true, due: state.run.due + 1 })),
  pause: (state) => stay({ ...state, run: { ...state.run, playing: false } }),
  step: (state) => pull(state, { playing: false, due: state.run.due + 1 }),
  begun: (state, { version }) => stay(version === state.run.version ? withRun(state, { begun: true }) : state),
  pulled: (state, { version }) => (version === state.run.version ? came(state, {}) : pull(state, { pulling: false })),
  over: (state, { version }) => (version === state.run.version ? ended(state) : pull(state, { pulling: false })),
  stopped,
  resume: (state) => stay(withRun(state, dropped(state.run))),
  resumed: (state, { version }) =>
    version === state.run.version ? pull(state, { begun: true, playing: true, due: 1 }) : stay(state),
};

/** @param {State} state @returns {Step} */
const stay = (state) => ({ state, effects: [] });

/** @param {State} state @param {Partial<Run>} change @returns {State} */
const withRun = (state, change) => ({ ...state, run: { ...state.run, ...change } });

/** A run whose frames under way are not wanted any more. @param {Run} run @returns {Run} */
const dropped = (run) => ({ ...REST, pulling: run.pulling, version: run.version + 1 });

/** The run has to begin anew; one that plays goes on to play. @param {State} state @param {boolean} playing */
function restarted(state, playing) {
  return { ...state, run: { ...dropped(state.run), playing, due: playing ? 1 : 0 } };
}

/** Asks for the wish anew. @param {State} state @param {Effect[]} before @returns {Step} */
function ask(state, before = []) {
  return { state: { ...state, wish: 'asked', number: state.number + 1 }, effects: [...before, 'ask'] };
}

/**
 * While Python is not there, a picture that does not belong to the controls gives way.
 * @param {State} state @param {Params} params @returns {Effect[]}
 */
function record({ phase, shown }, params) {
  return phase === 'ready' || (shown && same(shown, params)) ? [] : ['record'];
}

/** @param {Params} one @param {Params} other */
const same = (one, other) => Object.keys(other).every((name) => one[name] === other[name]);

/**
 * Where nothing has changed, nothing is asked again unless it shall be, and a run goes on.
 * @param {State} state @param {Extract<Event, {type: 'set'}>} event @returns {Step}
 */
function set(state, { params, note, anew }) {
  const wished = { ...state, params, note };
  if (!anew && same(state.params, params) && (state.wish === 'asked' || state.wish === 'shown')) return stay(wished);
  return ask(restarted(wished, state.run.playing), ['settings', ...record(state, params)]);
}

/** Python is started again if it failed; what it lost or refused is asked for. @param {State} state @returns {Step} */
function retry(state) {
  /** @type {Effect[]} */
  const again = state.phase === 'failed' ? ['retry'] : [];
  if (state.wish === 'lost' || state.wish === 'refused') return ask({ ...state, note: '' }, again);
  return { state: again.length ? { ...state, note: '' } : state, effects: again };
}

/**
 * A worker that was replaced took its runs along.
 * @param {State} state @param {Extract<Event, {type: 'python'}>} event @returns {Step}
 */
function python(state, { phase }) {
  if (phase !== 'ready') return stay({ ...withRun(state, { begun: false }), phase });
  return state.wish === 'lost' ? ask({ ...state, phase, note: '' }) : stay({ ...state, phase });
}

/**
 * A recorded picture stands in while Python is not there, and never over the picture of the wish.
 * @param {State} state @param {Extract<Event, {type: 'recorded'}>} event @returns {Step}
 */
function recorded(state, { number, params }) {
  if (!mayStandIn(state, number)) return stay(state);
  return stay({ ...state, source: 'recorded', shown: params });
}

/** Whether what was recorded for this wish may still be drawn. @param {State} state @param {number} number */
export function mayStandIn({ phase, number: newest, wish }, number) {
  return number === newest && wish !== 'shown' && wish !== 'none' && phase !== 'ready';
}

/**
 * Python's picture is on the screen: of a wish, or (null) of the run.
 * @param {State} state @param {Extract<Event, {type: 'drawn'}>} event @returns {Step}
 */
function drawn(state, { number }) {
  const late = number !== null && number !== state.number;
  if (state.wish === 'none' || (late && state.wish === 'shown')) return stay(state);
  const owed = late || (number === null && state.wish === 'asked');
  return stay({ ...state, source: 'python', shown: owed ? null : state.params, wish: owed ? state.wish : 'shown' });
}

/**
 * What hung or raised is not asked again by itself; after a failure to start, it is.
 * @param {State} state @param {Extract<Event, {type: 'refused'}>} event @returns {Step}
 */
function refused(state, { number, why }) {
  if (number !== state.number || state.wish !== 'asked') return stay(state);
  return stay({ ...state, wish: state.phase === 'failed' ? 'lost' : 'refused', note: why });
}

/**
 * Something beside the picture was refused: a script, a pin.
 * @param {State} state @param {Extract<Event, {type: 'noted'}>} event @returns {Step}
 */
function noted(state, { why }) {
  return stay({ ...state, note: why });
}

/**
 * Asks for a frame unless one is under way or none is due.
 * @param {State} state @param {Partial<Run>} change @returns {Step}
 */
function pull(state, change) {
  const run = { ...state.run, ...change };
  if (run.pulling || run.due === 0) return stay({ ...state, run });
  return { state: { ...state, run: { ...run, pulling: true } }, effects: ['pull'] };
}

/** A frame has come. @param {State} state @param {Partial<Run>} change @returns {Step} */
function came(state, change) {
  const run = { ...state.run, ...change };
  const left = Math.max(0, run.due - 1);
  return pull(state, { ...change, pulling: false, due: left || Number(run.playing) });
}

/** The run is over; whoever pressed Train meanwhile begins it anew. @param {State} state @returns {Step} */
function ended(state) {
  const { due, playing } = state.run;
  return came(state, { begun: false, playing: playing && due > 1 });
}

/**
 * Python could not give a frame: the run ends, and what to do is up to the reader.
 * @param {State} state @param {Extract<Event, {type: 'stopped'}>} event @returns {Step}
 */
function stopped(state, { version, why }) {
  if (version !== state.run.version) return pull(state, { pulling: false });
  const wish = state.phase === 'failed' && state.wish !== 'none' ? 'lost' : state.wish;
  return {
    state: { ...state, wish, note: why, run: { ...dropped(state.run), pulling: false } },
    effects: ['settings'],
  };
}

/** A state, who is told of it, and who does what follows from it. */
export class Machine {
  /** @type {State} */
  state;
  #show;
  /** @type {Partial<Record<Effect, () => void>>} */
  #handlers = {};

  /** @param {Params} params @param {(state: State) => void} show called after every event, before its effects */
  constructor(params, show) {
    this.state = start(params);
    this.#show = show;
  }

  /** Adds what to do for some effects. @param {Partial<Record<Effect, () => void>>} handlers */
  on(handlers) {
    Object.assign(this.#handlers, handlers);
  }

  /** @param {Event} event */
  send(event) {
    const { state, effects } = next(this.state, event);
    this.state = state;
    this.#show(state);
    for (const effect of effects) this.#handlers[effect]?.();
  }
}
