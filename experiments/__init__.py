"""Every run that the course speaks of, as a function of its parameters: what figures draw and numbers are read from.

`experiments.campaign` makes the long ones once and keeps them in `experiments/results/`; `python -m experiments` makes
what is missing of it and can be stopped at any time.
"""
