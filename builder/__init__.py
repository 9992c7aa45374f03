"""What runs when the site is built: from chapters, simulations and templates to a folder of static files."""
