/** A fragment, controls and a base state on standard input; the state on standard output. */
import { readFileSync } from 'node:fs';
import { parse } from '../../../templates/assets/js/figure/address.js';

const { hash, controls, base } = JSON.parse(readFileSync(0, 'utf8'));
console.log(JSON.stringify(parse(hash, controls, base)));
