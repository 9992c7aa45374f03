"""`python -m experiments`: see `experiments.campaign.command`."""

import sys

from experiments.campaign.command import main

if __name__ == "__main__":
    main(sys.argv[1:])
