"""What tests and benchmarks share: small sites, a browser, a server, and the proof that a change changed nothing."""
