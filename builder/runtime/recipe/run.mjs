// Runs one Python script in the pinned Pyodide: node run.mjs RUNTIME STDLIB FOLDER SCRIPT
// FOLDER is mounted as /job; the script reads and writes its files there.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [runtime, stdLibURL, folder, script] = process.argv.slice(2);
const info = { abi_version: "2026_0", arch: "wasm32", platform: "emscripten", version: "0.0", python: "3.14.0" };
try {
  const { loadPyodide } = await import(pathToFileURL(`${runtime}/pyodide.mjs`).href);
  const lockFileContents = { info, packages: {} };
  const env = { PYTHONHASHSEED: "0" };
  const py = await loadPyodide({ indexURL: runtime, packageBaseUrl: runtime, stdLibURL, lockFileContents, env });
  py.mountNodeFS("/job", folder);
  py.runPython(readFileSync(script, "utf8"), { filename: script });
} catch (error) {
  // An uncaught error would print a line of the minified core, one megabyte long.
  console.error(error.message);
  process.exitCode = 1;
}
