"""Steps over the finished site folder."""
