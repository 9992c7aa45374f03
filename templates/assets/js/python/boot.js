/**
 * Starts Python with NumPy inside a worker, from the files that the build put below one address.
 * Every download starts in the first lines; each file is fetched once, counted, and missed aloud.
 */

/** @typedef {{python: string, files: Record<string, {path: string, size: number, sha256: string}>, total: number}} Manifest */

const INFO = { abi_version: '2026_0', arch: 'wasm32', platform: 'emscripten', version: '0.0', python: '3.14.0' };
/** Folders changed; importlib.invalidate_caches would load importlib.metadata and all that needs. */
const FORGET = 'import sys; sys.path_importer_cache.clear()';
const CORE = ['pyodide.js', 'pyodide.asm.js'];
const ARCHIVES = ['stdlib.zip', 'numpy.zip', 'course.zip'];
const WASM = 'pyodide.asm.wasm';
const START = [...CORE, WASM, ...ARCHIVES];
const LOST = 'the connection failed';
const EMPTY_ZIP = Uint8Array.of(0x50, 0x4b, 5, 6, ...new Array(18).fill(0));

/**
 * Boot Python, import NumPy and put the course's own code on sys.path.
 * @param {string} base absolute address of the site's assets/ folder
 * @param {(what: string, fraction: number) => void} [onProgress]
 *   a phrase for the reader, and how much of all bytes came
 * @param {boolean} [anew] whether to pass by what the browser kept: it may be damaged
 * @returns {Promise<{py: any, load: (name: string) => Promise<void>}>}
 *   `load` adds an archive once; both reject with a readable Error
 */
export async function boot(base, onProgress = () => {}, anew = false) {
  const folder = `${base}runtime/`;
  const manifest = await request(`${folder}manifest.json`, 'no-cache').then(read);
  const downloads = new Downloads(folder, manifest, anew ? 'reload' : 'default', onProgress);
  const library = `/lib/python${manifest.python}/`;
  new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)); // throws if forbidden; Pyodide would hang
  const py = await Promise.race([start(downloads, library), downloads.failed]);
  /** @type {Record<string, Promise<void>|undefined>} */
  const loads = {};
  const fetched = async (/** @type {string} */ name) => {
    unpack(py.FS, library, await downloads.whole(name));
    py.runPython(FORGET);
  };
  const load = (/** @type {string} */ name) => (loads[name] = loads[name]?.catch(() => fetched(name)) ?? fetched(name));
  return { py, load };
}

/** @param {Downloads} downloads @param {string} library Python's folder for its own modules */
async function start(downloads, library) {
  const core = CORE.map((name) => downloads.module(name));
  const wasm = downloads.compiling(WASM);
  const [stdlib, numpy, course] = ARCHIVES.map((name) => downloads.bytes(name));
  Promise.allSettled([...core, wasm, stdlib, numpy, course]); // downloads.failed tells, also before one is awaited
  const indexURL = downloads.url(CORE[0]).replace(CORE[0], '');
  const stdLibURL = `${indexURL}empty.zip`;
  const fsInit = async (/** @type {any} */ FS) => {
    unpack(FS, library, await stdlib);
    downloads.note(0, 'starting Python');
  };
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all(core);
  /** @type {Map<string, Response|Promise<Response>>} */
  const ready = new Map();
  ready.set(downloads.url(WASM), wasm).set(stdLibURL, new Response(EMPTY_ZIP));
  const lockFileContents = { info: INFO, packages: {} };
  const env = { PYTHONPATH: '/course', PYTHONHASHSEED: '0' };
  const options = { indexURL, packageBaseUrl: indexURL, stdLibURL, lockFileContents, env, fsInit, createPyodideModule };
  const py = await withFetched(ready, () => loadPyodide(options));
  unpack(py.FS, library, await numpy);
  unpack(py.FS, '/course/', await course);
  downloads.note(0, 'loading NumPy');
  py.runPython(`${FORGET}; import numpy, numpy.linalg, numpy.random`);
  return py;
}

/** The files of one start: their addresses, how much of them has come, and the first that did not. */
class Downloads {
  #phase = 'downloading Python';
  #loaded = 0;
  /** @type {(error: Error) => void} */
  #fail = () => {};
  /** Never resolves; rejects as soon as one file is known to be missing. @type {Promise<never>} */
  failed = new Promise((_, reject) => (this.#fail = reject));

  /**
   * @param {string} folder @param {Manifest} manifest @param {RequestCache} cache
   * @param {(what: string, fraction: number) => void} tell
   */
  constructor(folder, manifest, cache, tell) {
    this.cache = cache;
    this.sha256 = (/** @type {string} */ name) => manifest.files[name].sha256;
    this.url = (/** @type {string} */ name) => folder + manifest.files[name].path;
    this.size = (/** @type {string} */ name) => manifest.files[name].size;
    this.tell = (/** @type {string} */ phase, /** @type {number} */ loaded) => tell(phase, loaded / manifest.total);
  }

  /** @param {number} bytes @param {string} [phase] */
  note(bytes, phase = this.#phase) {
    this.#phase = phase;
    this.#loaded += bytes;
    this.tell(phase, this.#loaded);
  }

  /** Import a module; a damaged one does not parse. @param {string} name */
  async module(name) {
    const module = await import(this.url(name)).catch(() => this.#lose(missing(name, 'the browser could not load it')));
    this.note(this.size(name));
    return module;
  }

  /** A response that is compiled while it comes, and checked beside that. @param {string} name */
  async compiling(name) {
    const response = await this.#request(name);
    this.#checked(name, response.clone()).catch((error) => this.#lose(error));
    return this.#counted(name, response);
  }

  /** All bytes of a file, counted as they come. @param {string} name */
  async bytes(name) {
    return this.#checked(name, this.#counted(name, await this.#request(name))).catch((error) => this.#lose(error));
  }

  /** All bytes of a file that is not waited for. @param {string} name */
  async whole(name) {
    return this.#checked(name, await request(this.url(name), this.cache));
  }

  /** @param {string} name */
  #request(name) {
    return request(this.url(name), this.cache).catch((error) => this.#lose(error));
  }

  /**
   * The same bytes, counted as they are read; many hosts have no type for what they hold.
   * @param {string} name @param {Response} response
   */
  #counted(name, response) {
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    const pull = async (/** @type {ReadableStreamDefaultController} */ controller) => {
      const { done, value } = await reader.read().catch(() => this.#lose(missing(name, LOST)));
      if (done) return controller.close();
      this.note(value.byteLength);
      controller.enqueue(value);
    };
    return new Response(new ReadableStream({ pull }), { headers: { 'Content-Type': 'application/wasm' } });
  }

  /**
   * The bytes of a response, if they are those that the build wrote. Browsers compute SHA-256 only for secure pages;
   * elsewhere the size has to do.
   * @param {string} name @param {Response} response
   */
  async #checked(name, response) {
    const buffer = await response.arrayBuffer().catch(() => this.#lose(missing(name, LOST)));
    if (buffer.byteLength !== this.size(name)) throw missing(name, 'its size is wrong');
    const digest = globalThis.crypto?.subtle && (await crypto.subtle.digest('SHA-256', buffer));
    if (digest && hexadecimal(digest) !== this.sha256(name)) throw missing(name, 'it was damaged on its way');
    return buffer;
  }

  /** @param {Error} error @returns {never} */
  #lose(error) {
    this.#fail(error);
    throw error;
  }
}

/** @param {ArrayBuffer} bytes */
const hexadecimal = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** What a reader is told about a file that did not come. @param {string} name @param {string} why */
const missing = (name, why) => new Error(`Python could not load: the file ${name} did not arrive (${why}).`);

/**
 * The manifest in a response; many hosts answer with a page of their own where a file is missing.
 * @param {Response} response @returns {Promise<Manifest>}
 */
async function read(response) {
  const manifest = await response.json().catch(() => null);
  const paths = START.map((name) => manifest?.files?.[name]?.path);
  if (!paths.every((path) => typeof path === 'string')) throw missing('manifest.json', 'another came in its place');
  return manifest;
}

/** Fetch, or throw an Error that a reader understands. @param {string} url @param {RequestCache} [cache] */
async function request(url, cache = 'default') {
  const response = await fetch(url, { cache }).catch(() => null);
  if (!response?.ok) throw missing(url.slice(url.lastIndexOf('/') + 1), response ? `status ${response.status}` : LOST);
  return response;
}

/**
 * Run `action` while fetch answers the given addresses from responses that are already under way.
 * Pyodide fetches its files by itself and only logs a failure; this way they are fetched once and watched.
 * @template T @param {Map<string, Response|Promise<Response>>} responses @param {() => Promise<T>} action
 */
async function withFetched(responses, action) {
  const original = self.fetch;
  self.fetch = async (input, init) => responses.get(String(input)) ?? original(input, init);
  return action().finally(() => (self.fetch = original));
}

/**
 * Write the files of a stored (not deflated) zip archive below a folder of Pyodide's file system.
 * @param {any} FS @param {string} folder @param {ArrayBuffer} buffer
 */
function unpack(FS, folder, buffer) {
  const view = new DataView(buffer);
  let at = view.getUint32(buffer.byteLength - 6, true); // where the directory starts
  for (let entries = view.getUint16(buffer.byteLength - 12, true); entries > 0; entries--) {
    const size = view.getUint32(at + 24, true);
    const nameLength = view.getUint16(at + 28, true);
    const path = folder + new TextDecoder().decode(new Uint8Array(buffer, at + 46, nameLength));
    const local = view.getUint32(at + 42, true);
    const data = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    FS.mkdirTree(path.slice(0, path.lastIndexOf('/')));
    FS.writeFile(path, new Uint8Array(buffer, data, size), { canOwn: true });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
}
