"""From a chapter's Markdown to HTML: macros, formulas, quizzes, numbers and what stands behind them."""
