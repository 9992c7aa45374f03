/** Controls with texts for each on standard input; what links make of the texts, and their words, on standard output. */
import { readFileSync } from 'node:fs';
import { parse } from '../../../templates/assets/js/figure/address.js';
import { textOf } from '../../../templates/assets/js/figure/values.js';

function moved(control, text) {
  const { params, note } = parse(`#w.x=${control.name}:${text}`, [control], {});
  const value = params[control.name];
  return { value: Object.is(value, -0) ? '-0' : value, words: textOf(control, value), moved: note !== '' };
}
const answer = ([controls, texts]) =>
  Object.fromEntries(controls.map((c) => [c.name, texts[c.name].map((text) => moved(c, text))]));
console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(answer)));
