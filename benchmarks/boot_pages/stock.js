import { loadPyodide } from './stock/pyodide.mjs';

const py = await loadPyodide({ indexURL: new URL('./stock/', import.meta.url).href });
await py.loadPackage('numpy');
postMessage(py.runPython('import numpy as np; float((np.eye(3) @ np.ones((3, 3))).sum())'));
