/** What a program printed and drew: text stays text, in the order in which it came. */

const KINDS = new Set(['out', 'err', 'value', 'note']);

export class Output {
  #box;
  /** @type {[string, string][]} kind and text of what comes between two frames */
  #pending = [];
  #frame = 0;
  /** @type {string[]} */
  #addresses = [];
  /** @type {HTMLPreElement|null} */
  #lines = null;

  /** @param {HTMLElement} box */
  constructor(box) {
    this.#box = box;
  }

  clear() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#pending = [];
    this.#lines = null;
    for (const address of this.#addresses.splice(0)) URL.revokeObjectURL(address);
    this.#box.replaceChildren();
    this.#box.hidden = true;
  }

  /** @param {string} kind @param {string} text */
  write(kind, text) {
    this.#pending.push([KINDS.has(kind) ? kind : 'note', String(text)]);
    this.#frame ||= requestAnimationFrame(() => this.flush());
  }

  /**
   * @param {{bytes: ArrayBuffer, width: number, height: number, words: string}}
   *   picture a PNG, its size in CSS pixels, and its text alternative
   */
  picture({ bytes, width, height, words }) {
    this.flush();
    const image = new Image(width, height);
    image.src = URL.createObjectURL(new Blob([bytes], { type: 'image/png' }));
    image.alt = words;
    this.#addresses.push(image.src);
    this.#lines = null;
    this.#box.append(image);
    this.#box.hidden = false;
  }

  /** Shows what has come since the last frame, neighbours of one kind in one piece. */
  flush() {
    this.#frame = 0;
    for (const [kind, text] of this.#pending.splice(0)) this.#append(kind, text);
  }

  /** @param {string} kind @param {string} text */
  #append(kind, text) {
    this.#lines ??= this.#box.appendChild(document.createElement('pre'));
    const last = /** @type {HTMLElement|null} */ (this.#lines.lastElementChild);
    if (last?.dataset.kind === kind) return last.append(text);
    const piece = document.createElement('span');
    piece.dataset.kind = kind;
    piece.textContent = text;
    this.#lines.append(piece);
    this.#box.hidden = false;
  }
}
