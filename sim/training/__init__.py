"""Training: starts, losses, clipping, regularisers, optimisers, and the loop that ties them."""
