"""Experiments that take longer than a drag: how they train, and what they gave when they were recorded."""
