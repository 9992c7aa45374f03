/** Fragments, each with controls and a base state, on standard input; their states on standard output. */
import { readFileSync } from 'node:fs';
import { parse } from '../../../templates/assets/js/figure/address.js';

const answer = ({ hash, controls, base }) => parse(hash, controls, base);
console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(answer)));
