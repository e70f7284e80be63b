"""How does the assistant compare with a stock Rasa bot and with plain search, in one run?"""
