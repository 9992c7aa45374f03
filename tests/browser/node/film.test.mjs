/** The frames of a run that are kept: their numbers, their times, and what goes when there are too many. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Film } from '../../../templates/assets/js/figure/film.js';

/** A frame as it travels: its header, and so many bytes of arrays. */
function frame(moment, size = 0) {
  const text = new TextEncoder().encode(JSON.stringify({ moment }));
  const bytes = new ArrayBuffer(4 + text.length + size);
  new DataView(bytes).setUint32(0, text.length, true);
  new Uint8Array(bytes, 4).set(text);
  return bytes;
}

const numbers = (film) => film.frames.map(({ index }) => index);

test('the last frame stays when every second one goes, and numbers go on', () => {
  for (const count of [3, 4]) {
    const film = new Film();
    for (let kept = 0; kept < count; kept++) film.push(frame(null), kept);
    film.thin();
    assert.deepEqual(numbers(film), count === 3 ? [0, 2] : [1, 3]);
    film.push(frame(null), 2);
    assert.equal(numbers(film).at(-1), count);
  }
});

test('there is no room beyond some hundred frames, or too many bytes', () => {
  const [many, large] = [new Film(), new Film()];
  const full = Array.from({ length: 240 }, (_, kept) => many.push(frame(null), kept));
  assert.deepEqual([full.indexOf(true), large.push(frame(null, 9e6), 0)], [239, false]);
  assert.deepEqual([large.push(frame(null, 9e6), 1), large.push(frame(null, 9e6), 2)], [false, true]);
});

test('a run that begins anew forgets what was kept before', () => {
  const film = new Film();
  for (const kept of [0, 1, 0]) film.push(frame(null), kept);
  assert.deepEqual(numbers(film), [0]);
});

test('a frame stays until the time of the next one; the scrubber reaches to the end of the run', () => {
  const film = new Film();
  [0, 0.1, 0.8].forEach((at, kept) => film.push(frame([at, 5]), kept));
  assert.deepEqual(
    [0, 1, 2].map((place) => Number(film.shareBefore(place).toFixed(2))),
    [0, 0.1, 0.7],
  );
  assert.deepEqual([film.end, film.placeOf(4), film.placeOf(1), film.placeOf(-1)], [4, 2, 1, 0]);
});
