"""What happens after a message is understood? Rasa's custom actions: slots in, core called,
events out. One module a capability; what is decided is decided in `advisor`."""

from actions.similarity import warm_up

__all__ = ["warm_up"]
