"""The reader's code: what runs it in the page. Knows nothing of the course but the text it is given.

Standard library only; matplotlib is imported once the reader's code asks for it.
"""
