/**
 * Evaluates the goal of a reach-this-state question: the tree that `builder/chapter/quizzes/goal.py` made of a Python condition.
 */

const COMPARE = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
};

const KINDS = {
  name: (name, values) => (Object.hasOwn(values, name) ? values[name] : null),
  neg: (part, values) => withNumber(holds(part, values), (number) => -number),
  abs: (part, values) => withNumber(holds(part, values), Math.abs),
  not: (part, values) => !holds(part, values),
  and: (parts, values) => parts.every((part) => holds(part, values)),
  or: (parts, values) => parts.some((part) => holds(part, values)),
  compare,
};

/**
 * The value of a tree; a comparison with a name that has no finite value is false.
 * @param {any} tree
 * @param {Record<string, unknown>} values controls and numbers of the figure
 */
export function holds(tree, values) {
  if (tree === null || typeof tree !== 'object') return tree;
  const [[kind, part]] = Object.entries(tree);
  return KINDS[kind](part, values);
}

function compare(chain, values) {
  const terms = chain.filter((_, i) => i % 2 === 0).map((term) => holds(term, values));
  if (terms.some((term) => term === null || Number.isNaN(term))) return false;
  return chain.filter((_, i) => i % 2 === 1).every((sign, i) => COMPARE[sign](terms[i], terms[i + 1]));
}

const withNumber = (value, action) => (typeof value === 'number' ? action(value) : null);
