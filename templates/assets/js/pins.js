/** Pin and Unpin: a figure keeps what it shows and draws it beside what it shows next (see `widgets/kit/compare.py`). */

const MOST = 3;

/**
 * @param {(type: 'pin'|'unpin') => Promise<void>} send tells Python, and draws its answer
 * @param {{pin: HTMLButtonElement, unpin: HTMLButtonElement}} buttons
 * @param {AbortSignal} signal
 */
export function pinning(send, { pin, unpin }, signal) {
  let kept = 0;
  const show = (count) => {
    kept = count;
    pin.textContent = kept ? `Pin (${kept} of ${MOST})` : 'Pin';
    unpin.hidden = kept === 0;
  };
  const pressed = (type, count) => send(type).then(() => show(count()), () => {});
  pin.addEventListener('click', () => pressed('pin', () => Math.min(kept + 1, MOST)), { signal });
  unpin.addEventListener('click', () => pressed('unpin', () => 0), { signal });
  show(0);
}
