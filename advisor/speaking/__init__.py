"""What is replied? Questions, results and notices, from values already decided."""
