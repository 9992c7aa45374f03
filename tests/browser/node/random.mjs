/** Repeatable random cases. */

/** Numbers in [0, 1) that depend on the seed only. @param {number} seed */
export function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** @template T @param {() => number} random @param {T[]} options @returns {T} */
export const pick = (random, options) => options[Math.floor(random() * options.length)];

/** Text that is likely to hurt a parser. @param {() => number} random */
export function nasty(random) {
  const parts = [
    'w',
    'T',
    ':',
    ',',
    '=',
    '#w.',
    '%',
    '%zz',
    '%00',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '-1e400',
    '1e400',
    'NaN',
    'Infinity',
    '0x10',
    '1_000',
    ' ',
    '',
    '<img onerror=alert(1)>',
    '\u0000',
    '𝄞',
    'true',
    'false',
    'norm',
    '50',
    '-3.5',
  ];
  return Array.from({ length: Math.floor(random() * 9) }, () => pick(random, parts)).join('');
}
