/* The loops over time of sim/fast/rnn.py, for the browser: NumPy in WebAssembly has neither BLAS nor wide arithmetic.

   Arrays are float64, contiguous, and lie as in Python: states and errors (T, R, B, N) for T steps of R networks with
   batches of B, weights (R, M, K). `make kernel` compiles this to kernel.wasm, which `sim/fast/kernel.py` loads. */

typedef double Pair __attribute__((vector_size(16), aligned(8)));
typedef long long Bits __attribute__((vector_size(16)));

enum { TANH, SIGMOID, RELU, IDENTITY };
enum { ROWS = 2, PAIRS = 4 }; /* of a tile: eight sums stay in registers */

#define INLINE static inline __attribute__((always_inline))

INLINE Pair both(double x) { return (Pair){x, x}; }
INLINE Pair at(const double *a) { return *(const Pair *)a; }
INLINE Pair choose(Bits where, Pair yes, Pair no) { return (Pair)((where & (Bits)yes) | (~where & (Bits)no)); }

/* C[i][j] += sum over p of A(i, p) B[p][j] for a tile of C; A(i, p) lies at A[i * down + p * right]. */
INLINE void tile(double *C, const double *A, int down, int right, const double *B, int P, int J, int rows, int pairs) {
  Pair sum[ROWS][PAIRS];
  for (int i = 0; i < rows; i++)
    for (int q = 0; q < pairs; q++) sum[i][q] = at(C + i * J + 2 * q);
  for (int p = 0; p < P; p++)
    for (int i = 0; i < rows; i++) {
      Pair a = both(A[i * down + p * right]);
      for (int q = 0; q < pairs; q++) sum[i][q] += a * at(B + p * J + 2 * q);
    }
  for (int i = 0; i < rows; i++)
    for (int q = 0; q < pairs; q++) *(Pair *)(C + i * J + 2 * q) = sum[i][q];
}

INLINE void strip(double *C, const double *A, int down, int right, const double *B, int P, int J, int rows) {
  int j = 0;
  for (; j + 2 * PAIRS <= J; j += 2 * PAIRS) tile(C + j, A, down, right, B + j, P, J, rows, PAIRS);
  for (; j + 2 <= J; j += 2) tile(C + j, A, down, right, B + j, P, J, rows, 1);
  if (j < J)
    for (int i = 0; i < rows; i++)
      for (int p = 0; p < P; p++) C[i * J + j] += A[i * down + p * right] * B[p * J + j];
}

/* C (I, J) += A B for B (P, J) and A(i, p) as above, so that A may be read transposed. */
static void product(double *C, const double *A, int down, int right, const double *B, int I, int P, int J) {
  int i = 0;
  for (; i + ROWS <= I; i += ROWS) strip(C + i * J, A + i * down, down, right, B, P, J, ROWS);
  if (i < I) strip(C + i * J, A + i * down, down, right, B, P, J, 1);
}

/* e^x by x = k ln 2 + r (Cody and Waite) and a polynomial in r; NaN stays NaN, and what is beyond 708 stops there. */
INLINE Pair exponential(Pair x) {
  const double ROUND = 0x1.8p52; /* adding it rounds to a whole number, which the last bits then hold */
  const double FACTORIALS[] = {6227020800., 479001600., 39916800., 3628800., 362880., 40320., 5040., 720., 120., 24., 6., 2.};
  x = choose(x > both(708), both(708), choose(x < both(-708), both(-708), x));
  Pair rounded = x * both(0x1.71547652b82fep0) + both(ROUND), k = rounded - both(ROUND);
  Pair r = x - k * both(0x1.62e42fee00000p-1) - k * both(0x1.a39ef35793c76p-33), sum = both(0);
#pragma clang loop unroll(full)
  for (int i = 0; i < 12; i++) sum = sum * r + both(1 / FACTORIALS[i]);
  sum = (sum * r + both(1)) * r + both(1);
  return sum * (Pair)(((Bits)rounded << 52) + (Bits)both(1));
}

INLINE Pair value(int f, Pair z) {
  if (f == TANH) return both(1) - both(2) / (exponential(z + z) + both(1));
  if (f == SIGMOID) return both(1) / (exponential(-z) + both(1));
  if (f == RELU) return choose(z < both(0), both(0), z);
  return z;
}

/* f'(z) by the state h = f(z). */
INLINE Pair slope(int f, Pair h) {
  if (f == TANH) return both(1) - h * h;
  if (f == SIGMOID) return h * (both(1) - h);
  if (f == RELU) return choose(h > both(0), both(1), both(0));
  return both(1);
}

INLINE void activate(int f, double *z, int n) {
  int i = 0;
  for (; i + 2 <= n; i += 2) *(Pair *)(z + i) = value(f, at(z + i));
  if (i < n) z[i] = value(f, both(z[i]))[0];
}

INLINE void descend(int f, double *delta, const double *h, const double *dh, int n) {
  int i = 0;
  for (; i + 2 <= n; i += 2) *(Pair *)(delta + i) = slope(f, at(h + i)) * at(dh + i);
  if (i < n) delta[i] = slope(f, both(h[i]))[0] * dh[i];
}

/* h (T + 1, R, B, N): h[0] is the first state, h[t] holds what the input adds at step t and gets h_t; W_T (R, N, N). */
void forward(int f, int T, int R, int B, int N, const double *W_T, double *h) {
  const int one = B * N, step = R * one;
  for (int r = 0; r < R; r++)
    for (int t = 0; t < T; t++) {
      double *before = h + t * step + r * one, *now = before + step;
      product(now, before, N, 1, W_T + r * N * N, B, N, N);
      if (f == TANH) activate(TANH, now, one);
      else if (f == SIGMOID) activate(SIGMOID, now, one);
      else activate(f, now, one);
    }
}

/* dh (T + 1, R, B, N) holds what arrives at each state from the loss and gets ∂E/∂h; delta (T, R, B, N) gets ∂E/∂z. */
void backward(int f, int T, int R, int B, int N, const double *W, const double *h, double *dh, double *delta) {
  const int one = B * N, step = R * one;
  for (int r = 0; r < R; r++)
    for (int t = T; t > 0; t--) {
      const int now = t * step + r * one;
      if (f == TANH) descend(TANH, delta + now - step, h + now, dh + now, one);
      else descend(f, delta + now - step, h + now, dh + now, one);
      product(dh + now - step, delta + now - step, N, 1, W + r * N * N, B, N, N);
    }
}

/* sums (R, M, K) += sum over time and batch of delta hᵀ, for delta (T, R, B, M) and h (T, R, B, K). */
void outer(int T, int R, int B, int M, int K, const double *delta, const double *h, double *sums) {
  for (int r = 0; r < R; r++)
    for (int t = 0; t < T; t++)
      product(sums + r * M * K, delta + (t * R + r) * B * M, 1, M, h + (t * R + r) * B * K, M, B, K);
}

/* out (S, R, B, M) += W v for v (S, R, B, K), given W_T (R, K, M). */
void apply(int S, int R, int B, int M, int K, const double *W_T, const double *v, double *out) {
  for (int r = 0; r < R; r++)
    for (int s = 0; s < S; s++)
      product(out + (s * R + r) * B * M, v + (s * R + r) * B * K, K, 1, W_T + r * K * M, B, K, M);
}

INLINE void unfold_two(int T, Pair x_0, Pair w, Pair b, Pair *minus_x, Pair *by_w, Pair *by_b) {
  Pair x = -x_0, dw = both(0), db = both(0);
  for (int t = 0; t < T; t++) {
    Pair s = both(1) / (exponential(x) + both(1)), pull = -w * s, factor = (s - both(1)) * pull; /* w sigma'(x) */
    x = pull - b;
    dw = dw * factor + s;
    db = db * factor + both(1);
  }
  *minus_x = x, *by_w = dw, *by_b = db;
}

/* At n points of the one-unit network: minus x_T, and its derivatives by w and b. */
void unfold(int n, int T, double x_0, const double *w, const double *b, double *minus_x, double *by_w, double *by_b) {
  int i = 0;
  for (; i + 2 <= n; i += 2)
    unfold_two(T, both(x_0), at(w + i), at(b + i), (Pair *)(minus_x + i), (Pair *)(by_w + i), (Pair *)(by_b + i));
  if (i < n) {
    Pair x, dw, db;
    unfold_two(T, both(x_0), both(w[i]), both(b[i]), &x, &dw, &db);
    minus_x[i] = x[0], by_w[i] = dw[0], by_b[i] = db[0];
  }
}
