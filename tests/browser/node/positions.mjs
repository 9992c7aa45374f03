/** Lists of controls on standard input; for each, every value of its controls with its words on standard output. */
import { readFileSync } from 'node:fs';
import { last, textOf, valueAt } from '../../../templates/assets/js/figure/values.js';

const values = {
  slider: (control) => Array.from({ length: last(control) + 1 }, (_, index) => valueAt(control, index)),
  choice: ({ options }) => Object.keys(options),
  toggle: () => [false, true],
  seed: ({ maximum }) => [0, 1, maximum],
};
const answer = (controls) =>
  Object.fromEntries(controls.map((c) => [c.name, values[c.kind](c).map((value) => [value, textOf(c, value)])]));
console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(answer)));
