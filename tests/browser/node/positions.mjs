/** Controls on standard input; every value of each with its words on standard output. */
import { readFileSync } from 'node:fs';
import { last, textOf, valueAt } from '../../../templates/assets/js/figure/values.js';

const values = {
  slider: (control) => Array.from({ length: last(control) + 1 }, (_, index) => valueAt(control, index)),
  choice: ({ options }) => Object.keys(options),
  toggle: () => [false, true],
  seed: ({ maximum }) => [0, 1, maximum],
};
const told = JSON.parse(readFileSync(0, 'utf8')).map((c) => [
  c.name,
  values[c.kind](c).map((value) => [value, textOf(c, value)]),
]);
console.log(JSON.stringify(Object.fromEntries(told)));
