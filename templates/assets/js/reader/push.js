/** `<cliff-push>`: the ball of the first screen rolls, is thrown off the chart, and is replayed clipped. No Python. */

/** @typedef {[number, number]} Place */
const TURNS = /** @type {const} */ ([
  ['unclipped', 2600, 'Without clipping: it rolls to the edge …'],
  ['clipped', 2600, 'The same start with clipping …'],
]);
const PAUSE_MS = 800;

class CliffPush extends HTMLElement {
  #leave = new AbortController();
  /** @type {Record<string, Place[]>} the places of each way, which the page draws whole */
  #ways = {};

  connectedCallback() {
    this.#leave = new AbortController();
    const push = this.#part('push');
    push.hidden = false;
    push.addEventListener('click', () => this.#push(), { signal: this.#leave.signal });
  }

  disconnectedCallback() {
    this.#leave.abort();
  }

  async #push() {
    if (this.dataset.state === 'rolling') return;
    this.dataset.state = 'rolling';
    document.documentElement.classList.remove('cw-pushed');
    for (const [name] of TURNS) this.#draw(name, 0);
    if (!matchMedia('(prefers-reduced-motion: reduce)').matches) await this.#roll();
    if (this.#leave.signal.aborted) return;
    for (const [name] of TURNS) this.#draw(name, 1);
    this.#end();
  }

  async #roll() {
    for (const [name, lasts, words] of TURNS) {
      this.#part('said').textContent = words;
      await this.#frames(lasts, (share) => this.#draw(name, share));
      await this.#frames(PAUSE_MS / 2, () => {});
    }
  }

  /** Both ends: the paths stay, the sentences below are shown and spoken. */
  #end() {
    this.dataset.state = 'done';
    document.documentElement.classList.add('cw-pushed');
    const sentences = [...document.querySelectorAll('.cw-outcome')].map(({ textContent }) => textContent?.trim());
    this.#part('said').textContent = sentences.join(' ');
    this.#part('push').textContent = 'Push it again';
  }

  /**
   * The way so far, and the ball at its end. @param {string} name @param {number} share of the steps, from 0 to 1
   */
  #draw(name, share) {
    const line = /** @type {SVGPolylineElement} */ (this.querySelector(`[data-way="${name}"]`));
    const places = (this.#ways[name] ??= placesOf(line));
    const at = share * (places.length - 1);
    const [whole, part] = [Math.floor(at), at % 1];
    const next = places[Math.min(whole + 1, places.length - 1)];
    const here = places[whole].map((value, axis) => value + part * (next[axis] - value));
    line.setAttribute('points', share ? [...places.slice(0, whole + 1), here].join(' ') : '');
    this.#part('ball').setAttribute('transform', `translate(${here[0]} ${here[1]})`);
  }

  /** @param {number} lasts @param {(share: number) => void} show @returns {Promise<void>} */
  #frames(lasts, show) {
    const start = performance.now();
    return new Promise((done) => {
      const frame = (/** @type {number} */ now) => {
        const share = Math.min(1, Math.max(0, (now - start) / lasts));
        show(share);
        if (share < 1 && !this.#leave.signal.aborted) requestAnimationFrame(frame);
        else done();
      };
      requestAnimationFrame(frame);
    });
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }
}

/** The places of a line as the page came, kept with it: `points` is what is drawn. @param {SVGPolylineElement} line */
function placesOf(line) {
  line.dataset.points ??= line.getAttribute('points') ?? '';
  return line.dataset.points.split(' ').map((text) => /** @type {Place} */ (text.split(',').map(Number)));
}

if (!customElements.get('cliff-push')) customElements.define('cliff-push', CliffPush);
