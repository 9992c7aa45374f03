"""The simulations of the course: one file each, found by listing this folder.

A simulation is a module with `TITLE`, `CONTROLS`, optional `PRESETS` and a pure function
`scene(**params) -> Scene`. A simulation that unfolds in time adds `run(**params)`, a generator of scenes.
The words that a scene is written in live in `widgets.kit`.
"""
