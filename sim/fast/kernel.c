/* The loops over time of the engine, for the browser: NumPy in WebAssembly has neither BLAS nor wide arithmetic.

   Arrays are float64 and lie as in Python: states and errors (T, R, B, N) for T steps of R networks with batches of
   B, contiguous. Weights are (R, M, K) with `.._next` numbers from one network to the next. `make kernel` compiles
   this to kernel.wasm, which `sim/fast/kernel.py` loads; the names are those of sim/cells/rnn.py. */

typedef double Two __attribute__((vector_size(16), aligned(8)));   /* what one instruction computes */
typedef double Eight __attribute__((vector_size(64), aligned(8))); /* what is computed at a time, to hide its latency */
typedef long long Bits __attribute__((vector_size(64)));

enum { TANH, SIGMOID, RELU, IDENTITY };
enum { ROWS = 2, TWOS = 4 }; /* of a tile: eight sums stay in registers */
enum { CACHED = 2048 };      /* numbers that stay at hand while they are read again and again */

#define INLINE static inline __attribute__((always_inline))

/* ---- products ---- */

/* C[i][j] += sum over p of A(i, p) B(p, j) for a tile of C (I, J); A(i, p) lies at A[i * down + p * right], B(p, j) at
   B[p * below + j]. */
INLINE void tile(double *C, const double *A, int down, int right, const double *B, int below, int P, int J, int rows,
                 int twos) {
  Two sum[ROWS][2 * TWOS];
  for (int i = 0; i < rows; i++)
    for (int q = 0; q < twos; q++) sum[i][q] = *(Two *)(C + i * J + 2 * q);
  for (int p = 0; p < P; p++)
    for (int i = 0; i < rows; i++) {
      const double a = A[i * down + p * right];
      for (int q = 0; q < twos; q++) sum[i][q] += (Two){a, a} * *(const Two *)(B + p * below + 2 * q);
    }
  for (int i = 0; i < rows; i++)
    for (int q = 0; q < twos; q++) *(Two *)(C + i * J + 2 * q) = sum[i][q];
}

INLINE void strip(double *C, const double *A, int down, int right, const double *B, int below, int P, int J, int rows) {
  int j = 0;
  if (rows == 1) /* as many sums as two rows have */
    for (; j + 4 * TWOS <= J; j += 4 * TWOS) tile(C + j, A, down, right, B + j, below, P, J, 1, 2 * TWOS);
  for (; j + 2 * TWOS <= J; j += 2 * TWOS) tile(C + j, A, down, right, B + j, below, P, J, rows, TWOS);
  for (; j + 2 <= J; j += 2) tile(C + j, A, down, right, B + j, below, P, J, rows, 1);
  if (j < J)
    for (int i = 0; i < rows; i++)
      for (int p = 0; p < P; p++) C[i * J + j] += A[i * down + p * right] * B[p * below + j];
}

/* C (I, J) += A B for A (I, P) and B (P, J), each with strides of its own. */
static void product(double *C, const double *A, int down, int right, const double *B, int below, int I, int P, int J) {
  int i = 0;
  for (; i + ROWS <= I; i += ROWS) strip(C + i * J, A + i * down, down, right, B, below, P, J, ROWS);
  if (i < I) strip(C + i * J, A + i * down, down, right, B, below, P, J, 1);
}

/* C (B, M) += v W_T for rows v (B, K) and W_T (K, M), all contiguous. */
static void rows(double *C, const double *v, const double *W_T, int B, int K, int M) {
  product(C, v, K, 1, W_T, M, B, K, M);
}

/* C (M, K) += the sum over time and batch of delta hT for one of R networks: delta (T, R, B, M), h (T, R, B, K). */
static void sum_outer(double *C, const double *delta, const double *h, int T, int R, int B, int M, int K) {
  const int together = R == 1 ? B : 1; /* rows of one step that lie as the steps do */
  int steps = R == 1 || B == 1 ? CACHED / (B * (M + K) + 1) + 1 : 1;
  for (int t = 0; t < T; t += steps) {
    if (steps > T - t) steps = T - t;
    const double *d = delta + t * R * B * M, *v = h + t * R * B * K;
    if (steps > 1 || R == 1) product(C, d, 1, R * M, v, R * K, M, steps * together, K);
    else product(C, d, 1, M, v, K, M, B, K);
  }
}

static void transpose(double *W_T, const double *W, int M, int K) {
  for (int m = 0; m < M; m++)
    for (int k = 0; k < K; k++) W_T[k * M + m] = W[m * K + k];
}

/* ---- activations ---- */

INLINE Eight all(double x) { return (Eight){x, x, x, x, x, x, x, x}; }
INLINE Eight choose(Bits where, Eight yes, Eight no) { return (Eight)((where & (Bits)yes) | (~where & (Bits)no)); }

INLINE Eight some(const double *a, int count) {
  Eight found = all(0);
  for (int i = 0; i < count; i++) found[i] = a[i];
  return found;
}

INLINE void put(double *a, Eight from, int count) {
  for (int i = 0; i < count; i++) a[i] = from[i];
}

/* The polynomial through e^r at the Chebyshev points of |r| < ln 2 / 2, to 2e-17. */
static const double E[] = {0x1p0, 0x1p0, 0x1.0000000000011p-1, 0x1.555555555555ap-3, 0x1.555555554f0bap-5,
  0x1.111111110f21ep-7, 0x1.6c16c1880029fp-10, 0x1.a01a01b1461c5p-13, 0x1.a01991a10d9aep-16, 0x1.71ddf56d8deb5p-19,
  0x1.28b4101c77212p-22, 0x1.af632a0f7e2cep-26};

/* e^x for |x| < 709 by x = k ln 2 + r (Cody and Waite); NaN stays NaN. */
INLINE Eight exponential_within(Eight x) {
  const Eight ROUND = all(0x1.8p52); /* adding it rounds to a whole number, which the last bits then hold */
  Eight rounded = x * 0x1.71547652b82fep0 + ROUND, k = rounded - ROUND;
  Eight r = x - k * 0x1.62e42fee00000p-1 - k * 0x1.a39ef35793c76p-33, sum = all(E[11]);
#pragma clang loop unroll(full)
  for (int i = 10; i >= 0; i--) sum = sum * r + E[i];
  return sum * (Eight)(((Bits)rounded << 52) + (Bits)all(1));
}

/* e^x, where what is beyond 708 stops there. */
INLINE Eight exponential(Eight x) {
  return exponential_within(choose(x > all(708), all(708), choose(x < all(-708), all(-708), x)));
}

INLINE Eight value(int f, Eight z) {
  if (f == TANH) return 1 - 2 / (exponential(z + z) + 1);
  if (f == SIGMOID) return 1 / (exponential(-z) + 1);
  if (f == RELU) return choose(z < all(0), all(0), z);
  return z;
}

/* f'(z) by the state h = f(z). */
INLINE Eight slope(int f, Eight h) {
  if (f == TANH) return 1 - h * h;
  if (f == SIGMOID) return h * (1 - h);
  if (f == RELU) return choose(h > all(0), all(1), all(0));
  return all(1);
}

INLINE void activate_by(int f, double *z, int n) {
  int i = 0;
  for (; i + 8 <= n; i += 8) *(Eight *)(z + i) = value(f, *(Eight *)(z + i));
  if (i < n) put(z + i, value(f, some(z + i, n - i)), n - i);
}

static void activate(int f, double *z, int n) {
  if (f == TANH) activate_by(TANH, z, n);
  else if (f == SIGMOID) activate_by(SIGMOID, z, n);
  else if (f == RELU) activate_by(RELU, z, n);
}

INLINE void through_by(int f, double *delta, const double *h, const double *dh, int n) {
  int i = 0;
  for (; i + 8 <= n; i += 8) *(Eight *)(delta + i) = slope(f, *(const Eight *)(h + i)) * *(const Eight *)(dh + i);
  if (i < n) put(delta + i, slope(f, some(h + i, n - i)) * some(dh + i, n - i), n - i);
}

/* delta = f'(z) dh */
static void through(int f, double *delta, const double *h, const double *dh, int n) {
  if (f == TANH) through_by(TANH, delta, h, dh, n);
  else if (f == SIGMOID) through_by(SIGMOID, delta, h, dh, n);
  else if (f == RELU) through_by(RELU, delta, h, dh, n);
  else through_by(IDENTITY, delta, h, dh, n);
}

/* ---- the vanilla network ---- */

/* h_t = f(W_h h_{t-1} + W_x x_t + b) from h[0], for x (T, R, B, I) and h (T + 1, R, B, N); `work` is N (N + I) numbers. */
void forward(int f, int T, int R, int B, int N, int I, int W_h_next, int W_x_next, int b_next, const double *W_h,
             const double *W_x, const double *b, const double *x, double *h, double *work) {
  const int states = R * B * N, inputs = R * B * I;
  for (int r = 0; r < R; r++) {
    double *W_h_T = work, *W_x_T = work + N * N;
    transpose(W_h_T, W_h + r * W_h_next, N, N);
    transpose(W_x_T, W_x + r * W_x_next, N, I);
    for (int t = 0; t < T; t++) {
      double *before = h + t * states + r * B * N, *now = before + states;
      for (int i = 0; i < B; i++)
        for (int n = 0; n < N; n++) now[i * N + n] = b[r * b_next + n];
      rows(now, x + t * inputs + r * B * I, W_x_T, B, I, N);
      rows(now, before, W_h_T, B, N, N);
      activate(f, now, B * N);
    }
  }
}

/* From what arrives at the last S states (S, R, B, N): dh (T + 1, R, B, N), delta (T, R, B, N), and the gradients. */
void backward(int f, int T, int S, int R, int B, int N, int I, int W_h_next, int gW_h_next, int gW_x_next, int gb_next,
              const double *W_h, double *gW_h, double *gW_x, double *gb, const double *x, const double *h,
              const double *arriving, double *dh, double *delta) {
  const int states = R * B * N;
  for (int r = 0; r < R; r++) {
    double *sW_h = gW_h + r * gW_h_next, *sW_x = gW_x + r * gW_x_next, *sb = gb + r * gb_next;
    for (int i = 0; i < N * N; i++) sW_h[i] = 0;
    for (int i = 0; i < N * I; i++) sW_x[i] = 0;
    for (int i = 0; i < N; i++) sb[i] = 0;
    for (int t = T; t >= 0; t--) {
      double *now = dh + t * states + r * B * N, *after = delta + t * states + r * B * N, *here = after - states;
      const double *arrives = arriving + (t - 1 - T + S) * states + r * B * N;
      for (int i = 0; i < B * N; i++) now[i] = t > T - S ? arrives[i] : 0;
      if (t < T) rows(now, after, W_h + r * W_h_next, B, N, N);
      if (!t) break;
      through(f, here, h + t * states + r * B * N, now, B * N);
      for (int b = 0; b < B; b++)
        for (int n = 0; n < N; n++) sb[n] += here[b * N + n];
    }
    sum_outer(sW_h, delta + r * B * N, h + r * B * N, T, R, B, N, N);
    sum_outer(sW_x, delta + r * B * N, x + r * B * I, T, R, B, N, I);
  }
}

/* ---- for the other cells and the read-out ---- */

/* sums (R, M, K) += sum over time and batch of delta hᵀ, for delta (T, R, B, M) and h (T, R, B, K). */
void outer(int T, int R, int B, int M, int K, const double *delta, const double *h, double *sums) {
  for (int r = 0; r < R; r++) sum_outer(sums + r * M * K, delta + r * B * M, h + r * B * K, T, R, B, M, K);
}

/* out (S, R, B, M) += W v for v (S, R, B, K), given W_T (R, K, M). */
void apply(int S, int R, int B, int M, int K, const double *W_T, const double *v, double *out) {
  for (int r = 0; r < R; r++)
    for (int s = 0; s < S; s++) rows(out + (s * R + r) * B * M, v + (s * R + r) * B * K, W_T + r * K * M, B, K, M);
}

/* ---- the network of one unit ---- */

INLINE Eight logistic(Eight minus_x, int within) {
  return 1 / ((within ? exponential_within(minus_x) : exponential(minus_x)) + 1);
}

/* minus x_T of x_t = w sigma(x_{t-1}) + b, and its derivatives by w and by b. */
INLINE Eight unfold(int T, Eight w, Eight b, Eight minus_x, Eight *by_w, Eight *by_b, int within) {
  Eight dw = all(0), db = all(0);
  for (int t = 0; t < T; t++) {
    Eight s = logistic(minus_x, within), pull = -w * s, factor = (s - 1) * pull; /* w sigma'(x) */
    minus_x = pull - b;
    dw = dw * factor + s;
    db = db * factor + 1;
  }
  *by_w = dw, *by_b = db;
  return minus_x;
}

/* At n points (w, b): the error (sigma(x_T) - target)^2 and its derivatives by w and by b. */
void surface(int n, int T, double x_0, double target, const double *w, const double *b, double *error, double *by_w,
             double *by_b) {
  for (int i = 0; i < n; i += 8) {
    const int count = n - i < 8 ? n - i : 8;
    const Eight w_i = some(w + i, count), b_i = some(b + i, count);
    int within = 1;
    for (int j = 0; j < 8; j++) within &= w_i[j] + b_i[j] < 350 && w_i[j] - b_i[j] < 350 && w_i[j] > -350;
    Eight dw, db, x = within ? unfold(T, w_i, b_i, all(-x_0), &dw, &db, 1) : unfold(T, w_i, b_i, all(-x_0), &dw, &db, 0);
    const Eight e = exponential(x), s = 1 / (e + 1), excess = s - target, slope = 2 * excess * s * e * s;
    put(error + i, excess * excess, count);
    put(by_w + i, slope * dw, count);
    put(by_b + i, slope * db, count);
  }
}
