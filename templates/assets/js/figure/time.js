/** Play, pause, step, scrub and speed: what a reader does with the time of a run, and the clock that plays it. */

/** @typedef {import('./machine.js').Machine} Machine */
/** @typedef {import('./film.js').Film} Film */

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

export class Time {
  #machine;
  #film;
  #seconds;
  #parts;
  #playText;
  #timer = 0;
  #shownAt = 0; // when the frame on the screen was drawn
  #pins; // whether what is pinned is the newest frame, whatever is on the screen

  /**
   * @param {Machine} machine @param {Film} film
   * @param {number} seconds that the run lasts at speed 1; 0 where it is as fast as Python
   * @param {(name: string) => any} part of the figure @param {AbortSignal} signal
   */
  constructor(machine, film, seconds, part, signal) {
    this.#machine = machine;
    this.#film = film;
    this.#seconds = seconds;
    const names = ['play', 'back', 'step', 'scrub', 'speed', 'pin'];
    this.#parts = Object.fromEntries(names.map((name) => [name, part(name)]));
    this.#playText = this.#parts.play.textContent;
    this.#pins = seconds === 0;
    this.#listen(signal);
    machine.on({ clock: () => this.#arm() });
    signal.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  /** @param {AbortSignal} signal */
  #listen(signal) {
    const { play, back, step, scrub, speed } = this.#parts;
    const machine = this.#machine;
    const playOrPause = () => (machine.state.run.playing ? { type: 'pause' } : { type: 'play', cut: this.#cuts() });
    /** @type {[any, string, () => any][]} */
    const acts = [
      [play, 'click', playOrPause],
      [back, 'click', () => ({ type: 'back' })],
      [step, 'click', () => ({ type: 'step' })],
      [scrub, 'input', () => ({ type: 'seek', place: this.#film.placeOf(Number(scrub.value)) })],
      [speed, 'change', () => ({ type: 'speed', speed: Number(speed.value) })],
    ];
    for (const [part, event, act] of acts) part?.addEventListener(event, () => machine.send(act()), { signal });
  }

  /** Readers who asked for less motion see the end at once, and go through the frames by hand. */
  #cuts() {
    return this.#seconds > 0 && calm();
  }

  /** A frame has been drawn. */
  drawn() {
    this.#shownAt = performance.now();
  }

  /** Tells when the next frame's time has come. */
  #arm() {
    const { place, version, speed } = this.#machine.state.run;
    const stays = (1000 * this.#seconds * this.#film.shareBefore(place + 1)) / speed;
    const left = Math.max(0, stays - (performance.now() - this.#shownAt));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#machine.send({ type: 'tick', version }), left);
  }

  /** @param {import('./machine.js').Run} run */
  show({ playing, place, kept }) {
    const { play, back, scrub, pin } = this.#parts;
    const text = playing ? 'Pause' : this.#playText;
    if (play.textContent !== text) play.textContent = text;
    if (!scrub) return;
    back.disabled = place <= 0;
    pin.disabled = this.#pins && place < kept - 1;
    scrub.disabled = kept < 2;
    scrub.max = String(Math.max(1, this.#film.end));
    const index = this.#film.frames[place]?.index ?? 0;
    scrub.value = String(index);
    scrub.setAttribute('aria-valuetext', kept ? `picture ${index + 1} of ${this.#film.end + 1}` : 'not played yet');
  }
}
