"""Experiments that are made once and kept: which runs there are, what makes them, and how their results are read."""
