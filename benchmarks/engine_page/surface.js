/**
 * The peer of `sim.one_unit.surface`: the error of the one-unit network and its gradient, over a grid, in careful JavaScript.
 * Time runs outside a row of points: inside, each point's exp would wait for its own division.
 */

const [X_0, TARGET] = [0.5, 0.7];

export class Surface {
  constructor(w, b, T) {
    Object.assign(this, { w, b, T });
    [this.E, this.dE_dw, this.dE_db] = Array.from({ length: 3 }, () => new Float64Array(w.length * b.length));
    [this.x, this.dx_dw, this.dx_db] = Array.from({ length: 3 }, () => new Float64Array(w.length));
  }

  step() {
    for (let row = 0; row < this.b.length; row++) this.row(this.b[row], row * this.w.length);
    return this;
  }

  row(b, from) {
    const { w, T, x, dx_dw, dx_db } = this;
    x.fill(X_0);
    dx_dw.fill(0);
    dx_db.fill(0);
    for (let t = 0; t < T; t++) {
      for (let k = 0; k < w.length; k++) {
        const s = 1 / (1 + Math.exp(-x[k]));
        const factor = w[k] * s * (1 - s);
        dx_dw[k] = s + factor * dx_dw[k];
        dx_db[k] = 1 + factor * dx_db[k];
        x[k] = w[k] * s + b;
      }
    }
    this.errors(from);
  }

  errors(from) {
    const { x, dx_dw, dx_db, E, dE_dw, dE_db } = this;
    for (let k = 0; k < x.length; k++) {
      const s = 1 / (1 + Math.exp(-x[k]));
      const dE_dx = 2 * (s - TARGET) * s * (1 - s);
      E[from + k] = (s - TARGET) ** 2;
      dE_dw[from + k] = dE_dx * dx_dw[k];
      dE_db[from + k] = dE_dx * dx_db[k];
    }
  }
}
