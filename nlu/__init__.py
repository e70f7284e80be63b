"""How is a visitor's sentence understood? Rasa graph components and what they are built on."""
