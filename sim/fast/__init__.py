"""The passes of ``sim.cells`` as training runs them: the same functions, tuned.

Products are chosen by platform, arrays are allocated once and written again, a factor of the activation goes into
the weights. Chaotic runs depend on every rounding: change no operation here without making all results again.
"""
