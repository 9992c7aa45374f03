"""Recurrent networks in NumPy: the reference implementation of the course.

Every function works on R independent networks at once. Arrays are laid out as

    inputs   (T, R, B, I)      T steps, R networks, B sequences a network, I input channels
    states   (T+1, R, B, N)    index 0 is the initial state, index t the state after step t
    outputs  (S, R, B, O)      read out from the last S steps: S = T at every step, S = 1 at the end
    W_h (R, N, N)   W_x (R, N, I)   b (R, N)   W_y (R, O, N)   b_y (R, O)

Time comes first so that each step is one contiguous block. Matrices stand to the left of vectors as
in the text, ``z_t = W_h h_{t-1} + W_x x_t + b`` and ``h_t = f(z_t)``, which is also PyTorch's layout.

The package imports nothing but NumPy and the standard library.
"""
