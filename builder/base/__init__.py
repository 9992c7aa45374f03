"""What every stage of the build needs: paths, errors, templates, YAML with lines, caches, archives."""
