/**
 * When a figure should come alive: at the first touch; or near the viewport, once somebody is there, when the browser
 * is idle and the line not metered.
 */
import { engine } from '../python/visit.js';

const TOUCHES = ['pointerdown', 'focusin', 'keydown'];
const NEAR = '300px';

/** @param {Element} figure @param {() => void} approached called at least once, if ever @param {AbortSignal} signal */
export function whenNear(figure, approached, signal) {
  for (const touch of TOUCHES) figure.addEventListener(touch, approached, { signal, once: true });
  const start = () => {
    if (!signal.aborted) approached();
  };
  const seen = (/** @type {IntersectionObserverEntry[]} */ entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting) || (engine.phase === 'idle' && metered())) return;
    near.disconnect();
    window.reader.then(() => whenIdle(start));
  };
  const near = new IntersectionObserver(seen, { rootMargin: NEAR });
  near.observe(figure);
  signal.addEventListener('abort', () => near.disconnect());
}

function metered() {
  const { saveData = false, effectiveType = '4g' } = navigator.connection ?? {};
  return saveData || effectiveType !== '4g';
}

/** @param {() => void} work */
function whenIdle(work) {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work, { timeout: 2000 });
  else setTimeout(work, 500);
}
