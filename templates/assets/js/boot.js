/**
 * Starts Python with NumPy inside a worker, from the files that the build put below one address.
 * Every download starts in the first lines; each file is fetched once, counted, and missed aloud.
 */

/** @typedef {{path: string, size: number}} Entry */
/** @typedef {{python: string, files: Record<string, Entry>, start: string[], total: number}} Manifest */

const LOCK = {
  info: { abi_version: '2026_0', arch: 'wasm32', platform: 'emscripten', version: '0.0', python: '3.14.0' },
  packages: {},
};
/** Folders changed; importlib.invalidate_caches would load importlib.metadata and all that needs. */
const FORGET = 'import sys; sys.path_importer_cache.clear()';
const EMPTY_ZIP = Uint8Array.of(0x50, 0x4b, 5, 6, ...new Array(18).fill(0));

/**
 * Boot Python, import NumPy and put the course's own code on sys.path.
 * @param {string} base absolute address of the site's assets/ folder
 * @param {(what: string, fraction: number) => void} [onProgress] a phrase for the reader, and how much of all bytes came
 * @returns {Promise<{py: any, loadRest: () => Promise<void>}>} rejects with a readable Error
 */
export async function boot(base, onProgress = () => {}) {
  const folder = `${base}runtime/`;
  const manifest = /** @type {Manifest} */ (await (await request(`${folder}manifest.json`, 'no-cache')).json());
  const url = (/** @type {string} */ name) => folder + manifest.files[name].path;
  let phase = 'downloading Python';
  let loaded = 0;
  const count = (/** @type {number} */ bytes) => onProgress(phase, (loaded += bytes) / manifest.total);
  const enter = (/** @type {string} */ next) => onProgress((phase = next), loaded / manifest.total);
  const module = (/** @type {string} */ name) => load(url(name)).then((loaded) => (count(manifest.files[name].size), loaded));
  /** @type {(reason: Error) => void} */
  let fail = () => {};
  const failed = new Promise((_, reject) => (fail = reject));
  const bytes = (/** @type {string} */ name) => stream(url(name), count, fail).then((response) => response.arrayBuffer());

  const core = [module('pyodide.mjs'), module('pyodide.asm.mjs')];
  const wasm = stream(url('pyodide.asm.wasm'), count, fail);
  const [stdlib, numpy, course] = ['stdlib.zip', 'numpy.zip', 'course.zip'].map(bytes);
  const library = `/lib/python${manifest.python}/`;
  const indexURL = url('pyodide.mjs').replace('pyodide.mjs', '');
  const start = async () => {
    const [{ loadPyodide }] = await Promise.all(core);
    const files = new Map([[url('pyodide.asm.wasm'), wasm], [`${indexURL}empty.zip`, new Response(EMPTY_ZIP)]]);
    const py = await withFetched(files, () =>
      loadPyodide({
        indexURL,
        packageBaseUrl: indexURL,
        stdLibURL: `${indexURL}empty.zip`,
        lockFileContents: LOCK,
        env: { PYTHONPATH: '/course', PYTHONHASHSEED: '0' },
        fsInit: async (/** @type {any} */ FS) => {
          unpack(FS, library, await stdlib);
          enter('starting Python');
        },
      }),
    );
    unpack(py.FS, library, await numpy);
    unpack(py.FS, '/course/', await course);
    enter('loading NumPy');
    py.runPython(`${FORGET}; import numpy, numpy.linalg, numpy.random`);
    return py;
  };
  const py = await Promise.race([start(), failed, Promise.all([...core, wasm, stdlib, numpy, course]).then(() => failed)]);
  return { py, loadRest: once(async () => addLibrary(py, library, await (await request(url('rest.zip'))).arrayBuffer())) };
}

/** Unpack more modules into a running Python. */
function addLibrary(py, library, archive) {
  unpack(py.FS, library, archive);
  py.runPython(FORGET);
}

/**
 * Run `action` while fetch answers the given addresses from responses that are already under way.
 * Pyodide fetches its files by itself and only logs a failure; this way they are fetched once and watched.
 */
async function withFetched(responses, action) {
  const original = self.fetch;
  self.fetch = async (input, init) => responses.get(String(input)) ?? original(input, init);
  try {
    return await action();
  } finally {
    self.fetch = original;
  }
}

/** Fetch or throw an Error that a reader understands. */
async function request(url, cache = 'default') {
  const response = await fetch(url, { cache: /** @type {RequestCache} */ (cache) }).catch((error) => missing(url, error.message));
  return response.ok ? response : missing(url, `status ${response.status}`);
}

/** Import a module or throw an Error that a reader understands. */
const load = (url) => import(url).catch((error) => missing(url, error.message));

function missing(url, reason) {
  const name = url.split('/').pop();
  throw new Error(`Python could not start: the file ${name} did not arrive (${reason}). Check the connection and try again.`);
}

/** Fetch a file whose bytes are counted as they come; `fail` hears of a connection that breaks midway. */
async function stream(url, count, fail) {
  const response = await request(url);
  const reader = response.body.getReader();
  const body = new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        count(value.byteLength);
        controller.enqueue(value);
      } catch (error) {
        controller.error(error);
        try { missing(url, error.message); } catch (readable) { fail(readable); }
      }
    },
  });
  return new Response(body, { headers: { 'Content-Type': response.headers.get('Content-Type') ?? '' } });
}

/** Write the files of a stored (not deflated) zip archive below a folder of Pyodide's file system. */
function unpack(FS, folder, buffer) {
  const view = new DataView(buffer);
  const end = buffer.byteLength - 22;
  let at = view.getUint32(end + 16, true);
  for (let entry = view.getUint16(end + 10, true); entry > 0; entry--) {
    const size = view.getUint32(at + 24, true);
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(new Uint8Array(buffer, at + 46, nameLength));
    const local = view.getUint32(at + 42, true);
    const data = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const path = folder + name;
    FS.mkdirTree(path.slice(0, path.lastIndexOf('/')));
    FS.writeFile(path, new Uint8Array(buffer, data, size), { canOwn: true });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
}

/** Make a function whose work is done once; a failure may be tried again. */
function once(work) {
  let promise;
  return () => (promise ??= work().catch((error) => { promise = undefined; throw error; }));
}
