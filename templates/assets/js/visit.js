/** The one engine of a visit: it outlives instant navigation and ends with the page. */
import { Engine } from './engine.js';

/** The worker starts through a blob, so that the page's Content-Security-Policy reaches it as well. */
function spawnWorker() {
  const source = `import ${JSON.stringify(new URL('worker.js', import.meta.url).href)};`;
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  return new Worker(address, { type: 'module', name: 'python' });
}

export const engine = new Engine(spawnWorker);

addEventListener('pagehide', ({ persisted }) => persisted || engine.stop());
addEventListener('pageshow', ({ persisted }) => persisted && engine.resume());
