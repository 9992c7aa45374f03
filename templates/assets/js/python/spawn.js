/** Starts workers through a blob, so that the page's Content-Security-Policy reaches them as well. */

/** @param {URL} module @param {string} name for the browser's tools @returns {Worker} */
export function spawn(module, name) {
  const source = `import ${JSON.stringify(module.href)};`;
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  return new Worker(address, { type: 'module', name });
}
