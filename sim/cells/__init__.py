"""Recurrent cells and what stands at their ends: forward and backward passes in the symbols of the text."""
