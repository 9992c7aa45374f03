"""The course's own evidence: how often training succeeds or diverges, over tasks, lengths and remedies.

`python -m evidence` makes what is missing of it, one JSON file a cell in `evidence/cells/`; stop it at any time.
"""
