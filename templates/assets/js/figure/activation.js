/**
 * When a figure should come alive: at the first touch; or near the viewport, once somebody is there, when the browser
 * is idle and the line not metered.
 */
import { engine } from '../python/visit.js';

const TOUCHES = ['pointerdown', 'focusin', 'keydown'];
const NEAR = '300px';

/** The first sign of a reader, see site-early.js. @type {Promise<unknown>} */
const somebody = /** @type {any} */ (window).reader;

/** @param {Element} figure @param {() => void} wanted called at least once, if ever @param {AbortSignal} signal */
export function whenWanted(figure, wanted, signal) {
  for (const touch of TOUCHES) figure.addEventListener(touch, wanted, { signal, once: true });
  const near = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting) || (engine.phase === 'idle' && metered())) return;
    near.disconnect();
    somebody.then(() => idle(() => signal.aborted || wanted()));
  }, { rootMargin: NEAR });
  near.observe(figure);
  signal.addEventListener('abort', () => near.disconnect());
}

function metered() {
  const { saveData = false, effectiveType = '4g' } = navigator.connection ?? {};
  return saveData || effectiveType !== '4g';
}

/** @param {() => void} work */
const idle = (work) => (globalThis.requestIdleCallback ? requestIdleCallback(work, { timeout: 2000 }) : setTimeout(work, 500));
