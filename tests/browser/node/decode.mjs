/** The file of a packed scene as argument; the scene as plain data on standard output. */
import { readFileSync } from 'node:fs';
import { decode } from '../../../templates/assets/js/canvas/decode.js';

const file = readFileSync(process.argv[2]);
const plain = (_, part) =>
  !ArrayBuffer.isView(part)
    ? part
    : { flat: Array.from(part, (value) => (Number.isFinite(value) ? value : null)), shape: part.shape };
console.log(JSON.stringify(decode(file.buffer.slice(file.byteOffset, file.byteOffset + file.length)), plain));
