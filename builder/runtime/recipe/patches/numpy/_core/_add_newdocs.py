"""Left empty: documentation strings for functions written in C, not shown in the course."""
