"""`python -m experiments.reproduction figure7`: see `experiments.reproduction.command`."""

import sys

from experiments.reproduction.command import main

main(sys.argv[1:])
