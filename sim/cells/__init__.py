"""The networks as the text prints them: forward and backward passes of every cell, without any haste.

``sim.fast`` has the same functions, tuned, and a test holds the two together to the last few bits.
"""
