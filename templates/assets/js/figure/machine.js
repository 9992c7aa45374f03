/**
 * What a figure is, and what is to be done next: `next(state, event)` decides it, and knows neither page nor Python.
 *
 * A *wish* is the state of the controls that the reader asked for last; each has a number, and only the newest counts.
 * A *version* is a run with one setting of the controls; what an older one brings is not shown.
 */

import { cutShort, dropped, flow, PLAYING, REST, restarted, stay, withRun } from './playing.js';

/** @typedef {import('./values.js').Params} Params */
/** @typedef {import('./playing.js').Run} Run */

/**
 * What became of the newest wish: none yet; asked of Python; lost with it, to be asked again; shown; refused by Python.
 * @typedef {'none'|'asked'|'lost'|'shown'|'refused'} Wish
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
 *   | {type: 'play', cut?: boolean} | {type: 'pause'} | {type: 'step'} | {type: 'back'} | {type: 'seek', place: number}
 *   | {type: 'speed', speed: number} | {type: 'tick', version: number} | {type: 'forget'}
 *   | {type: 'begun', version: number} | {type: 'pulled', version: number, full?: boolean}
 *   | {type: 'over', version: number}
 *   | {type: 'stopped', version: number, why: string} | {type: 'resume'} | {type: 'resumed', version: number}} Event
 */

/**
 * ask: ask Python for the wish. record: draw what the build recorded near it. retry: start Python again.
 * pull: ask for the next frame of the run. settings: the controls of the run have changed.
 * thin: let go of every second frame, the last not among them. show: draw the frame at its place.
 * clock: say when it is time for the frame after it.
 * @typedef {'ask'|'record'|'retry'|'pull'|'settings'|'thin'|'show'|'clock'} Effect
 */

/** @typedef {'still'|'loading'|'live'|'failed'} Presented to the reader, as `data-state` */
/** @typedef {{state: State, effects: Effect[]}} Step */

/**
 * Before anything has happened.
 * @param {Params} built the controls that the page's own picture belongs to
 * @param {number} [ahead] how many frames of its run are fetched before their time @returns {State}
 */
export function start(built, ahead = 0) {
  const picture = { source: /** @type {const} */ ('built'), shown: built };
  const run = { ...REST, ahead };
  return { phase: 'idle', built, params: built, number: 0, wish: 'none', note: '', run, ...picture };
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
  stopped,
  ...PLAYING,
  leave: (state) =>
    stay({ ...start(state.built), phase: state.phase, number: state.number + 1, run: dropped(state.run) }),
};

/** Asks for the wish anew. @param {State} state @param {Effect[]} before @returns {Step} */
function ask(state, before = []) {
  return flow({ ...state, wish: 'asked', number: state.number + 1 }, [...before, 'ask']);
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
 * A worker that was replaced took its runs along: what is not kept whole begins anew.
 * @param {State} state @param {Extract<Event, {type: 'python'}>} event @returns {Step}
 */
function python(state, { phase }) {
  if (phase !== 'ready')
    return stay({ ...withRun(state, state.run.over ? { begun: false } : cutShort(state.run)), phase });
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
 * Python could not give a frame: the run ends, and what to do is up to the reader.
 * @param {State} state @param {Extract<Event, {type: 'stopped'}>} event @returns {Step}
 */
function stopped(state, { version, why }) {
  if (version !== state.run.version) return flow(withRun(state, { pulling: false }));
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

  /**
   * @param {Params} params @param {(state: State) => void} show called after every event, before its effects
   * @param {number} [ahead] how many frames of a run are fetched before their time
   */
  constructor(params, show, ahead = 0) {
    this.state = start(params, ahead);
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
