/** Pin and Unpin: a figure keeps what it shows and draws it beside what it shows next (see `widgets/kit/compare.py`). */

/**
 * @param {(type: 'pin'|'unpin') => void} send tells Python, and draws its answer
 * @param {{pin: HTMLButtonElement, unpin: HTMLButtonElement}} buttons
 * @param {AbortSignal} signal
 */
export function pinning(send, { pin, unpin }, signal) {
  const show = (pinned) => {
    pin.textContent = pinned ? `Pin (${pinned} of ${pin.dataset.most})` : 'Pin';
    unpin.hidden = !pinned;
  };
  pin.addEventListener('click', () => send('pin'), { signal });
  unpin.addEventListener('click', () => send('unpin'), { signal });
  pin.closest('course-widget').addEventListener('scene', ({ detail }) => show(detail.pinned), { signal });
  show(0);
}
