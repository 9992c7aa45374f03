/** Boots Python in a worker made from a blob, which inherits this page's policy; resolves to its answer. */
window.run = (python, rest = false) =>
  new Promise((resolve) => {
    const source = `import '${new URL('worker.js', location)}';`;
    const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })), { type: 'module' });
    worker.onmessage = ({ data }) => (worker.terminate(), resolve(data));
    worker.onerror = ({ message }) => resolve({ error: message });
    worker.postMessage({ python, rest });
  });
