"""How is what the project ships with learned? Recipes, run by hand once for each new file."""
