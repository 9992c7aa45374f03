"""A simulation on a page: its element, its first picture, colour maps, plots of the experiments."""
