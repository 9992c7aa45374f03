/** Numbers as a reader wants to see them; the same words as `widgets/kit/words.py`. */

/** @type {Record<string, string>} */
const SUPERSCRIPT = { '-': '⁻', 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴', 5: '⁵', 6: '⁶', 7: '⁷', 8: '⁸', 9: '⁹' };

/**
 * A number with some significant digits: "0.345", "6,770", "2.2 × 10⁷", "∞", "not a number".
 * @param {number} value
 * @param {number} [digits]
 * @returns {string}
 */
export function numberText(value, digits = 3) {
  if (Number.isNaN(value)) return 'not a number';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  const text = value === 0 || (size >= 1e-3 && size < 1e5) ? plain(value, digits) : scientific(value, digits);
  return text.replaceAll('-', '−');
}

/** @param {number} value @param {number} digits */
function plain(value, digits) {
  const rounded = Number(value.toPrecision(digits));
  const decimals = rounded ? Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(rounded)))) : 0;
  const [whole, fraction = ''] = rounded.toFixed(decimals).split('.');
  const decimal = fraction.replace(/0+$/, '');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (decimal && `.${decimal}`);
}

/** @param {number} value @param {number} digits */
function scientific(value, digits) {
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  return `${short} × 10${String(Number(exponent)).replace(/./g, (sign) => SUPERSCRIPT[sign])}`;
}
