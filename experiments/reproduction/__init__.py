"""The paper's own experiments at its own settings: which runs there are, how one is trained, and how all are made."""
