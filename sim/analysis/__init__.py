"""What is measured of a network or a run: Jacobians, spectra, diagnosis, intervals, gradient checks."""
