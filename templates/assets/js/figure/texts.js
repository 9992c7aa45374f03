/** What a figure says in words beside its picture: aloud, in its status line, and in tables. */

const REST_MS = 500;

/** @typedef {import('../canvas/decode.js').Scene} Scene */
/** @typedef {import('./machine.js').Presented} Presented */

/** What a figure says: its reading at once for the eye, and after half a second of rest, with any news, for the ear. */
export class Announcer {
  #reading;
  #writing;
  #announce;
  #news = '';
  #description = ''; // of a picture that has not been announced
  #timer = 0;
  #playing = false; // a run: its pictures are not announced, but the one that it stands at

  /** @param {Element} reading @param {Element} writing @param {Element} announce @param {AbortSignal} signal */
  constructor(reading, writing, announce, signal) {
    this.#reading = reading;
    this.#writing = writing;
    this.#announce = announce;
    signal.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  /** @param {string} reading @param {string} writing what the simulation wrote, if it writes */
  describe(reading, writing) {
    if (this.#reading.textContent === reading && this.#writing.textContent === writing) return;
    this.#reading.textContent = reading;
    this.#writing.textContent = writing;
    this.#description = `${reading} ${writing}`;
    this.#rest();
  }

  /** What happened to the reader's wish, announced once. @param {string} news empty when nothing did */
  report(news) {
    if (news === this.#news) return;
    this.#news = news;
    if (news) this.#rest();
  }

  /** A run plays, or stands still. @param {boolean} playing */
  hold(playing) {
    if (playing === this.#playing) return;
    this.#playing = playing;
    this.#rest();
  }

  #rest() {
    clearTimeout(this.#timer);
    if (this.#playing && !this.#news) return;
    this.#timer = setTimeout(() => {
      this.#announce.textContent = `${this.#news} ${this.#description}`.trim();
      this.#description = '';
    }, REST_MS);
  }
}

/** The line under a figure that says where its picture comes from, and how far Python is. */
export class StatusLine {
  #line;
  #progress;
  #retry;
  #still;

  /** @param {Element} line @param {HTMLProgressElement} progress @param {HTMLButtonElement} retry */
  constructor(line, progress, retry) {
    this.#line = line;
    this.#progress = progress;
    this.#retry = retry;
    this.#still = line.textContent ?? '';
  }

  /**
   * @param {Presented} presented @param {import('../python/engine.js').Status} status
   * @param {string} note what happened to the reader's last wish, if anything
   * @param {string} recorded what is to be known of a picture recorded at build, if it is one
   */
  show(presented, { what, fraction, why }, note, recorded) {
    const texts = {
      still: this.#still,
      loading: `${what}, ${Math.floor(100 * fraction)} %`,
      live: 'live: computed in this page',
      failed: why,
    };
    const text = note && presented !== 'loading' ? note : texts[presented];
    this.#write(recorded ? `${recorded}; ${text}` : text);
    this.#progress.hidden = presented !== 'loading';
    this.#progress.value = fraction;
    this.#retry.hidden = presented !== 'failed';
  }

  /** @param {string} text */
  #write(text) {
    if (this.#line.textContent !== text) this.#line.textContent = text;
  }
}

/** The numbers behind a picture as tables; built only while readers have them open. */
export class Tables {
  #details;
  #holder;
  /** @type {Scene|null} */
  #scene = null;

  /** @param {HTMLDetailsElement} details @param {Element} holder @param {AbortSignal} signal */
  constructor(details, holder, signal) {
    this.#details = details;
    this.#holder = holder;
    details.addEventListener('toggle', () => this.#build(), { signal });
  }

  /** @param {Scene} scene */
  show(scene) {
    this.#scene = scene;
    this.#build();
  }

  #build() {
    if (this.#scene && this.#details.open) this.#holder.replaceChildren(...this.#scene.tables.map(table));
  }
}

/** @param {import('../canvas/decode.js').Table} table */
function table({ caption, columns, rows }) {
  const heads = columns.map((column) => Object.assign(make('th', [column]), { scope: 'col' }));
  const body = rows.map((row) =>
    make(
      'tr',
      row.map((cell) => make('td', [cell])),
    ),
  );
  const parts = [make('caption', [caption]), make('thead', [make('tr', heads)]), make('tbody', body)];
  return Object.assign(make('table', parts), { className: 'cw-data-table' });
}

/** @param {string} tag @param {(Node|string)[]} children */
function make(tag, children) {
  const element = document.createElement(tag);
  element.append(...children);
  return element;
}
