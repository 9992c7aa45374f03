/**
 * Keep and Continue: the state of a run, kept in this browser for one figure and one setting of its controls.
 * What other code has kept (`content` differs) is not gone on with. Without storage the reader is told.
 */
import { find, put } from './checkpoint-store.js';

/**
 * Ties two buttons to a run.
 * @param {{state: () => {name: string, params: string}, save: () => Promise<ArrayBuffer|null|undefined>,
 *   load: (bytes: ArrayBuffer) => Promise<void>}} run
 * @param {{keep: HTMLButtonElement, continue: HTMLButtonElement, kept: HTMLElement}} parts
 * @param {AbortSignal} signal
 * @returns {() => void} to be called when the controls have changed
 */
export function keeping({ state, save, load }, { keep, continue: go, kept: line }, signal) {
  const { content } = keep.dataset;
  const key = () => [state().name, state().params];
  const fitting = async (at) => {
    const kept = await find(at).catch(() => undefined);
    return kept?.content === content ? kept : undefined;
  };
  const look = async () => {
    const at = key();
    const kept = await fitting(at);
    if (String(at) === String(key())) go.hidden = !kept;
  };
  const pressed = (act) => async () => {
    line.textContent = await act().catch(({ message }) => message);
  };
  const keepIt = async () => {
    const [at, bytes] = [key(), await save()];
    if (!bytes) return 'Nothing is in training with these settings: press Train first.';
    await put(at, { content, bytes }).catch(refused);
    await look();
    return 'Kept in this browser.';
  };
  const goOn = async () => {
    const kept = await fitting(key());
    if (!kept) return 'Nothing is kept for these settings.';
    await load(kept.bytes);
    return 'Going on from what was kept.';
  };
  keep.addEventListener('click', pressed(keepIt), { signal });
  go.addEventListener('click', pressed(goOn), { signal });
  const changed = () => {
    if (signal.aborted) return;
    line.textContent = '';
    look();
  };
  changed();
  return changed;
}

/** @param {unknown} error for the console; the reader is told what it means @returns {never} */
function refused(error) {
  console.info(error);
  throw new Error('This browser does not let the page keep anything.');
}
