/** Python text in colours, while it is being edited; the classes are those of the highlighter that the build uses. */

const KEYWORDS =
  'and as assert async await break class continue def del elif else except finally for from global if import in is ' +
  'lambda nonlocal not or pass raise return try while with yield';
const CONSTANTS = 'True False None';
/** @type {Map<string, string>} */
const WORDS = new Map();
for (const word of KEYWORDS.split(' ')) WORDS.set(word, 'k');
for (const word of CONSTANTS.split(' ')) WORDS.set(word, 'kc');

const TOKENS = new RegExp(
  [
    '(?<c1>#.*)',
    '(?<s2>[rbfuRBFU]{0,2}(?:' +
      String.raw`"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|"(?:\\[^]|[^"\\\n])*"?|'(?:\\[^]|[^'\\\n])*'?` +
      '))',
    String.raw`(?<mi>(?<![\w.])(?:0[xXbBoO][\da-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?j?))`,
    String.raw`(?<nf>(?<=\b(?:def|class)\s+)\w+)`,
    String.raw`(?<word>[^\W\d]\w*)`,
    String.raw`(?<o>[-+*/%@&|^~<>=!]+)`,
  ].join('|'),
  'g',
);

/** The text as nodes, coloured spans between plain text. @param {string} code @returns {Node[]} */
export function coloured(code) {
  const nodes = [];
  let end = 0;
  for (const { 0: text, index, groups = {} } of code.matchAll(TOKENS)) {
    const kind = groups.word ? WORDS.get(text) : Object.keys(groups).find((name) => groups[name] !== undefined);
    if (!kind || !text) continue;
    nodes.push(document.createTextNode(code.slice(end, index)), span(kind, text));
    end = index + text.length;
  }
  return [...nodes, document.createTextNode(code.slice(end))];
}

/** @param {string} kind @param {string} text */
function span(kind, text) {
  const piece = document.createElement('span');
  piece.className = kind;
  piece.textContent = text;
  return piece;
}
