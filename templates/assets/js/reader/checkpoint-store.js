/** The trainings saved in this browser: the states of runs, each for one figure and one setting of its controls. */

const DATABASE = 'cliffwalk';
const STORE = 'checkpoints';

/** @typedef {{content: string, bytes: ArrayBuffer}} Saved */

/** @param {IDBValidKey} key @returns {Promise<Saved|undefined>} */
export const find = (key) => within('readonly', (store) => store.get(key));

/** @param {IDBValidKey} key @param {Saved} saved @returns {Promise<unknown>} */
export const put = (key, saved) => within('readwrite', (store) => store.put(saved, key));

/** Every training saved, none where the browser does not let us look. @returns {Promise<[IDBValidKey, Saved][]>} */
export async function everyTraining() {
  const keys = await within('readonly', (store) => store.getAllKeys()).catch(() => []);
  return Promise.all(keys.map(async (key) => [key, /** @type {Saved} */ (await find(key))]));
}

/** @returns {Promise<unknown>} */
export const forgetTrainings = () => within('readwrite', (store) => store.clear());

/**
 * The answer of the store to one request, when it is settled for good.
 * @template T @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} ask @returns {Promise<T>}
 */
async function within(mode, ask) {
  const database = await opened();
  try {
    const transaction = database.transaction(STORE, mode);
    const answer = ask(transaction.objectStore(STORE));
    await new Promise((/** @type {(value?: unknown) => void} */ done, failed) => {
      transaction.oncomplete = done;
      transaction.onerror = transaction.onabort = () => failed(transaction.error);
    });
    return answer.result;
  } finally {
    database.close();
  }
}

/** @returns {Promise<IDBDatabase>} */
function opened() {
  return new Promise((done, failed) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => done(request.result);
    request.onerror = request.onblocked = () => failed(request.error);
  });
}
