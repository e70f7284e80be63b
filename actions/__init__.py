"""What happens after a message is understood? Rasa's custom actions: slots in, core called,
events out. One module a capability; what is decided is decided in `advisor`."""
