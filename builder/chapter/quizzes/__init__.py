"""Quizzes: `chapters/quizzes/*.yml`, checked, worked out and rendered to forms."""
