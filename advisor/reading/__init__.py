"""What does a text say of the work? From the visitor's words to answers, names and amounts."""
