"""Causes by intervention: one thing is changed, all else is held, and what follows is measured."""
