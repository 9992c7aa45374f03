/** The numbers behind a picture as tables; built only while readers have them open. */

export class Tables {
  #details;
  #holder;
  #scene = null;

  /** @param {HTMLDetailsElement} details @param {Element} holder @param {AbortSignal} signal */
  constructor(details, holder, signal) {
    this.#details = details;
    this.#holder = holder;
    details.addEventListener('toggle', () => this.#build(), { signal });
  }

  /** @param {import('./decode.js').Scene} scene */
  show(scene) {
    this.#scene = scene;
    this.#build();
  }

  #build() {
    if (this.#scene && this.#details.open) this.#holder.replaceChildren(...this.#scene.tables.map(table));
  }
}

/** @param {import('./decode.js').Table} table */
function table({ caption, columns, rows }) {
  const head = make('tr', columns.map((column) => Object.assign(make('th', [column]), { scope: 'col' })));
  const body = rows.map((row) => make('tr', row.map((cell) => make('td', [cell]))));
  const made = make('table', [make('caption', [caption]), make('thead', [head]), make('tbody', body)]);
  made.className = 'cw-data-table';
  return made;
}

/** @param {string} tag @param {(Node|string)[]} children */
function make(tag, children) {
  const element = document.createElement(tag);
  element.append(...children);
  return element;
}
