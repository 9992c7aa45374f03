/** Controls and texts for each on standard input; what a link makes of each text, and its words, on standard output. */
import { readFileSync } from 'node:fs';
import { parse } from '../../../templates/assets/js/figure/address.js';
import { textOf } from '../../../templates/assets/js/figure/values.js';

const [controls, texts] = JSON.parse(readFileSync(0, 'utf8'));
const told = controls.map((control) =>
  texts[control.name].map((text) => {
    const { params, note } = parse(`#w.x=${control.name}:${text}`, [control], {});
    const value = params[control.name];
    return { value: Object.is(value, -0) ? '-0' : value, words: textOf(control, value), moved: note !== '' };
  }),
);
console.log(JSON.stringify(Object.fromEntries(controls.map(({ name }, index) => [name, told[index]]))));
