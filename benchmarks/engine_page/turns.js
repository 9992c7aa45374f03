/** Times two or more calls in turns: what is next to each other in time meets the same machine. */

const WARM_UP = 1000; // ms, for the compilers to finish
const SLICE = 10; // ms a turn, short enough that most turns are not interrupted

/** Ms of one repetition of each `call(times)` in every round, by name. */
export function interleaved(calls, rounds) {
  const timed = Object.entries(calls).map(([name, call]) => {
    callsWithin(call, WARM_UP);
    return { name, call, times: callsWithin(call, SLICE), series: [] };
  });
  for (let k = 0; k < rounds; k++) for (const one of timed) one.series.push(milliseconds(one.call, one.times));
  return Object.fromEntries(timed.map(({ name, series }) => [name, series]));
}

export function median(series) {
  const sorted = [...series].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

function callsWithin(call, ms) {
  const end = performance.now() + ms;
  let count = 0;
  for (; performance.now() < end; count++) call(1);
  return count;
}

function milliseconds(call, times) {
  const start = performance.now();
  call(times);
  return (performance.now() - start) / times;
}
