/** The files of packed scenes on standard input; the scenes as plain data on standard output. */
import { readFileSync } from 'node:fs';
import { decode } from '../../../templates/assets/js/canvas/decode.js';

function answer(path) {
  const file = readFileSync(path);
  return decode(file.buffer.slice(file.byteOffset, file.byteOffset + file.length));
}
const plain = (_, part) =>
  !ArrayBuffer.isView(part)
    ? part
    : { flat: Array.from(part, (value) => (Number.isFinite(value) ? value : null)), shape: part.shape };
console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(answer), plain));
