"""The one-unit network of the paper's section 2.3: its map, its wall and its error surface."""
