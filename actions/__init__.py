"""How does Rasa call the conversation? Adapters: slots in, the pipeline called, events out."""

from actions.services import warm_up

__all__ = ["warm_up"]
