/** Starts Python as Pyodide's own release does, and says when NumPy has answered. */
import { loadPyodide } from './stock/pyodide.mjs';

const py = await loadPyodide({ indexURL: new URL('./stock/', import.meta.url).href });
await py.loadPackage('numpy');
postMessage(py.runPython('import numpy as np; float((np.eye(3) @ np.ones((3, 3))).sum())'));
