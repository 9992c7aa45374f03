"""What every stage needs: the build under way, paths, errors, templates, YAML with lines, the cache, archives."""
