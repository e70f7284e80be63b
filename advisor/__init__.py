"""Which outsourcing model fits a piece of work? The pure core: no Rasa, no input or output.

`decision` weighs the answers, `reading` takes them from a visitor's words, `speaking` replies.
"""
