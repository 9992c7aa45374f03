/**
 * The peer: one training step of a vanilla RNN in careful JavaScript. Typed arrays allocated once, products in
 * blocks of 2 x 4 sums held in registers, every row read along memory, tanh by exp.
 */

const CHUNK = 64; // rows of a gradient's sum that stay in the cache

/** C[i, j] += sum over k of A[i, k] B[j, k]; A has m rows from `a` on, B has p rows, C has m rows from `c` on. */
function product(A, a, m, K, B, p, C, c) {
  let i = 0;
  for (; i + 1 < m; i += 2) {
    const a0 = a + i * K, a1 = a0 + K;
    let j = 0;
    for (; j + 3 < p; j += 4) {
      const b0 = j * K, b1 = b0 + K, b2 = b1 + K, b3 = b2 + K;
      let s00 = 0, s01 = 0, s02 = 0, s03 = 0, s10 = 0, s11 = 0, s12 = 0, s13 = 0;
      for (let k = 0; k < K; k++) {
        const x = A[a0 + k], y = A[a1 + k], u = B[b0 + k], v = B[b1 + k], w = B[b2 + k], z = B[b3 + k];
        s00 += x * u; s01 += x * v; s02 += x * w; s03 += x * z;
        s10 += y * u; s11 += y * v; s12 += y * w; s13 += y * z;
      }
      const c0 = c + i * p + j, c1 = c0 + p;
      C[c0] += s00; C[c0 + 1] += s01; C[c0 + 2] += s02; C[c0 + 3] += s03;
      C[c1] += s10; C[c1 + 1] += s11; C[c1 + 2] += s12; C[c1 + 3] += s13;
    }
    for (; j < p; j++) {
      C[c + i * p + j] += dot(A, a0, B, j * K, K);
      C[c + (i + 1) * p + j] += dot(A, a1, B, j * K, K);
    }
  }
  for (; i < m; i++) singleRow(A, a + i * K, K, B, p, C, c + i * p);
}

/** The product for one row of A, four columns at a time: all there is to do for a batch of one. */
function singleRow(A, a, K, B, p, C, c) {
  let j = 0;
  for (; j + 3 < p; j += 4) {
    const b0 = j * K, b1 = b0 + K, b2 = b1 + K, b3 = b2 + K;
    let s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    for (let k = 0; k < K; k++) {
      const x = A[a + k];
      s0 += x * B[b0 + k]; s1 += x * B[b1 + k]; s2 += x * B[b2 + k]; s3 += x * B[b3 + k];
    }
    C[c + j] += s0; C[c + j + 1] += s1; C[c + j + 2] += s2; C[c + j + 3] += s3;
  }
  for (; j < p; j++) C[c + j] += dot(A, a, B, j * K, K);
}

function dot(A, a, B, b, K) {
  let s = 0;
  for (let k = 0; k < K; k++) s += A[a + k] * B[b + k];
  return s;
}

/** G[i, j] = sum over rows s of D[s, i] H[s, j], a weight gradient, chunk of rows by chunk. */
function sumOfOuter(D, m, H, p, rows, G) {
  G.fill(0);
  for (let first = 0; first < rows; first += CHUNK) {
    const last = Math.min(rows, first + CHUNK);
    let i = 0;
    for (; i + 1 < m; i += 2) {
      let j = 0;
      for (; j + 3 < p; j += 4) block(D, m, H, p, first, last, G, i, j);
      for (; j < p; j++) for (const row of [i, i + 1]) G[row * p + j] += column(D, m, row, H, p, j, first, last);
    }
    for (; i < m; i++) for (let j = 0; j < p; j++) G[i * p + j] += column(D, m, i, H, p, j, first, last);
  }
}

function block(D, m, H, p, first, last, G, i, j) {
  let s00 = 0, s01 = 0, s02 = 0, s03 = 0, s10 = 0, s11 = 0, s12 = 0, s13 = 0;
  for (let s = first, d = first * m + i, h = first * p + j; s < last; s++, d += m, h += p) {
    const x = D[d], y = D[d + 1], u = H[h], v = H[h + 1], w = H[h + 2], z = H[h + 3];
    s00 += x * u; s01 += x * v; s02 += x * w; s03 += x * z;
    s10 += y * u; s11 += y * v; s12 += y * w; s13 += y * z;
  }
  const g0 = i * p + j, g1 = g0 + p;
  G[g0] += s00; G[g0 + 1] += s01; G[g0 + 2] += s02; G[g0 + 3] += s03;
  G[g1] += s10; G[g1 + 1] += s11; G[g1 + 2] += s12; G[g1 + 3] += s13;
}

function column(D, m, i, H, p, j, first, last) {
  let sum = 0;
  for (let s = first; s < last; s++) sum += D[s * m + i] * H[s * p + j];
  return sum;
}

export class Network {
  constructor(T, N, B, I, W_h, W_x, b, inputs) {
    Object.assign(this, { T, N, B, I, W_h, W_x, b, inputs });
    [this.h, this.W_hT] = [new Float64Array((T + 1) * B * N), new Float64Array(N * N)];
    [this.delta, this.dh] = [new Float64Array(T * B * N), new Float64Array(B * N)];
    [this.dW_h, this.dW_x, this.db] = [new Float64Array(N * N), new Float64Array(N * I), new Float64Array(N)];
  }

  /** Forward, backward from an error of 1 at every unit of the last state, and the gradients. */
  step() {
    this.forward();
    this.backward();
    const { T, N, B, I, h, inputs, delta, dW_h, dW_x, db } = this;
    sumOfOuter(delta, N, h, N, T * B, dW_h);
    sumOfOuter(delta, N, inputs, I, T * B, dW_x);
    db.fill(0);
    for (let s = 0; s < T * B; s++) for (let i = 0; i < N; i++) db[i] += delta[s * N + i];
    return this;
  }

  forward() {
    const { T, N, B, I, W_h, W_x, b, inputs, h } = this;
    const size = B * N;
    for (let t = 0; t < T; t++) {
      const from = (t + 1) * size;
      for (let row = 0; row < B; row++) h.set(b, from + row * N);
      product(inputs, t * B * I, B, I, W_x, N, h, from);
      product(h, t * size, B, N, W_h, N, h, from);
      for (let k = from; k < from + size; k++) h[k] = 1 - 2 / (1 + Math.exp(2 * h[k]));
    }
  }

  backward() {
    const { T, N, B, W_h, W_hT, h, delta, dh } = this;
    const size = B * N;
    for (let i = 0; i < N; i++) for (let j = 0; j < N; j++) W_hT[j * N + i] = W_h[i * N + j];
    dh.fill(1);
    for (let t = T - 1; t >= 0; t--) {
      const from = t * size;
      for (let k = 0; k < size; k++) {
        const out = h[from + size + k];
        delta[from + k] = dh[k] * (1 - out * out);
      }
      dh.fill(0);
      product(delta, from, B, N, W_hT, N, dh, 0);
    }
  }
}
