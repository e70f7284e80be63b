"""Puts the parts together: one place for the server, the evaluation and the tests.

Raises:
    WiringError: the agent has no model or the wrong tracker store; it says what to do.
"""

from pathlib import Path

from rasa.core.agent import Agent
from rasa.core.tracker_store import FailSafeTrackerStore

from server.actions_in_process import InProcessActions
from server.models import newest, verify
from server.settings import Settings
from server.tracker_store import AdvisorTrackerStore


class WiringError(Exception):
    """The parts that were loaded cannot work together."""


def load_agent(model_path: Path, settings: Settings) -> Agent:
    """Return an agent with the model at `model_path`, wired as in the server.

    Args:
        model_path: A trained model, or a folder whose newest model is used.
        settings: Where the database is, the model's checksum, and the actions' deadline.

    Raises:
        ModelError: there is no model, or not the one that was trained.
    """
    model = newest(model_path)
    verify(model, settings.model_sha256)
    tracker_store = AdvisorTrackerStore(host=settings.database)
    agent = Agent.load(str(model), tracker_store=tracker_store)
    prepare(agent, settings)
    return agent


def prepare(agent: Agent, settings: Settings) -> AdvisorTrackerStore:
    """Let the tracker store's errors through and run actions in this process.

    An agent whose endpoints.yml names an action server keeps it. Returns the tracker store.
    """
    if not agent.is_ready():
        raise WiringError(
            f"{settings.model}: no model could be loaded; the log says why. Run `make train`"
        )
    _check_loaded_model(agent, settings)
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
        actions.warm_up(settings.database)
    return tracker_store


def _check_loaded_model(agent: Agent, settings: Settings) -> None:
    """Check the model that an agent has loaded, where it is not the one that the settings name.

    Raises:
        ModelError: it is not the one that was trained.
    """
    given = Path(agent.processor.model_path)
    loaded = given if given.is_file() else given / agent.processor.model_filename
    if loaded.is_file() and loaded.resolve() != settings.model.resolve():
        verify(loaded, settings.model_sha256)
