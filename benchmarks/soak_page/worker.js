/** Trains for as many minutes as the address asks, and posts the size of Python's memory over time. */

import { report } from './report.js';

report((py, minutes) => {
  const [train, kept] = ['train', 'kept'].map((name) => py.globals.get(name));
  const seen = [];
  for (let minute = 0; minute <= minutes; minute++) {
    const pictures = train(minute ? 60 : 10);
    seen.push({ minute, pictures, heap_MB: py._module.HEAPU8.length / 2 ** 20, objects: kept() });
  }
  return { seen };
});
