/** When a figure should come alive: at the first touch; near the viewport, when idle, on a line that is not metered. */
import { engine } from './visit.js';

const TOUCHES = ['pointerdown', 'focusin', 'keydown'];
const NEAR = '300px';

/** @param {Element} figure @param {() => void} wanted called at least once, if ever @param {AbortSignal} signal */
export function whenWanted(figure, wanted, signal) {
  for (const touch of TOUCHES) figure.addEventListener(touch, wanted, { signal, once: true });
  const near = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting) || (engine.phase === 'idle' && metered())) return;
    near.disconnect();
    idle(() => signal.aborted || wanted());
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
