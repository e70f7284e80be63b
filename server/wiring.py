"""Puts the parts together: one place for the server, the evaluation and the tests.

Raises:
    WiringError: the agent has no model or the wrong tracker store; it says what to do.
"""

from pathlib import Path

from rasa.core.agent import Agent
from rasa.core.tracker_store import FailSafeTrackerStore

from server.actions_in_process import InProcessActions
from server.settings import Settings, check_model
from server.tracker_store import AdvisorTrackerStore


class WiringError(Exception):
    """The parts that were loaded cannot work together."""


def load_agent(model_path: Path, settings: Settings) -> Agent:
    """Return an agent with the model at `model_path`, wired as in the server.

    Args:
        model_path: A trained model, or a folder whose newest model is used.
        settings: Where the database is, and the actions' deadline.
    """
    check_model(model_path)
    tracker_store = AdvisorTrackerStore(host=settings.database)
    agent = Agent.load(str(model_path), tracker_store=tracker_store)
    prepare(agent, settings)
    return agent


def prepare(agent: Agent, settings: Settings) -> AdvisorTrackerStore:
    """Let the tracker store's errors through and run actions in this process.

    An agent whose endpoints.yml names an action server keeps it. Returns the tracker store.
    """
    if not agent.is_ready():
        raise WiringError(f"{settings.model}: no model could be loaded; run `make train`")
    tracker_store = agent.tracker_store
    if isinstance(tracker_store, FailSafeTrackerStore):
        tracker_store = tracker_store._tracker_store
    if not isinstance(tracker_store, AdvisorTrackerStore):
        raise WiringError(
            f"endpoints.yml: tracker_store.type is {type(tracker_store).__name__}; "
            "it must be server.tracker_store.AdvisorTrackerStore"
        )
    agent.tracker_store = agent.processor.tracker_store = tracker_store
    if agent.action_endpoint is None or not agent.action_endpoint.url:
        actions = InProcessActions(settings.action_deadline_seconds)
        agent.action_endpoint = agent.processor.action_endpoint = actions
        actions.warm_up()
    return tracker_store
