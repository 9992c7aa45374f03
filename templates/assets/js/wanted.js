/**
 * When a figure should come alive: at the first touch; or near the viewport, once somebody is there, when the browser
 * is idle and the line not metered.
 */
import { engine } from './visit.js';

const TOUCHES = ['pointerdown', 'focusin', 'keydown'];
const NEAR = '300px';
const SIGNS = ['pointermove', 'pointerdown', 'wheel', 'scroll', 'touchstart', 'keydown'];
const PATIENCE_MS = 8000;

/** Resolves at the first sign of a reader in this visit, or when a page has been open for a while. @type {Promise<void>} */
const somebody = new Promise((resolve) => {
  const signs = new AbortController();
  const seen = () => {
    signs.abort();
    resolve();
  };
  for (const sign of SIGNS) addEventListener(sign, seen, { signal: signs.signal, passive: true, capture: true });
  setTimeout(seen, PATIENCE_MS);
});

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
