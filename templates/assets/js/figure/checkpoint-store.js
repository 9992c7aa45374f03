/** The trainings that this browser keeps: the states of runs, each for one figure and one setting of its controls. */

const DATABASE = 'cliffwalk';
const STORE = 'checkpoints';

/** @typedef {{content: string, bytes: ArrayBuffer}} Kept */

/** @param {IDBValidKey} key @returns {Promise<Kept|undefined>} */
export const find = (key) => within('readonly', (store) => store.get(key));

/** @param {IDBValidKey} key @param {Kept} kept @returns {Promise<unknown>} */
export const put = (key, kept) => within('readwrite', (store) => store.put(kept, key));

/** @returns {Promise<[IDBValidKey, Kept][]>} every training kept, none where the browser does not let us look */
export async function everyTraining() {
  const keys = await within('readonly', (store) => store.getAllKeys()).catch(() => []);
  return Promise.all(keys.map(async (key) => [key, await find(key)]));
}

/** @returns {Promise<unknown>} */
export const forgetTrainings = () => within('readwrite', (store) => store.clear());

/** The answer of the store to one request, when it is settled for good. */
async function within(mode, ask) {
  const database = await opened();
  try {
    const transaction = database.transaction(STORE, mode);
    const answer = ask(transaction.objectStore(STORE));
    await new Promise((done, failed) => {
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
