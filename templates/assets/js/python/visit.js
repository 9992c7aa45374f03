/** The one engine of a visit: it outlives instant navigation and ends with the page. */
import { Engine } from './engine.js';
import { spawn } from './spawn.js';

export const engine = new Engine(() => spawn(new URL('./worker.js', import.meta.url), 'python'));

addEventListener('pagehide', ({ persisted }) => persisted || engine.stop());
addEventListener('pageshow', ({ persisted }) => persisted && engine.resume());
