"""What follows a message? One pipeline: an understood message and a state, replies and the next.

Pure of Rasa, of the network and of the database: what it needs of them is handed over as
`services.Services`. `pipeline.respond` is the way in; `state.State` is what is remembered.
"""
