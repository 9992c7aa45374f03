/** Starts workers through a blob, so that the page's Content-Security-Policy reaches them as well. */

/** @param {string} file a module beside this one @param {string} name for the browser's tools @returns {Worker} */
export function spawn(file, name) {
  const source = `import ${JSON.stringify(new URL(file, import.meta.url).href)};`;
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  return new Worker(address, { type: 'module', name });
}
