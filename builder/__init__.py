"""What runs when the site is built: from chapters, simulations and templates to a folder of static files.

Its rooms, from the ground up: `base`, `runtime` (Pyodide for the browser), `figure`, `chapter` (`markdown`, then what
stands behind numbers and words, then `quizzes`, then `macros`), `site` (one pass over the finished pages), `hook`.
"""
