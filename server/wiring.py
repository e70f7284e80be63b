"""Puts the parts together: one place for the server, the evaluation and the tests.

Raises:
    WiringError: the agent has no model or the wrong tracker store; it says what to do.
"""

from pathlib import Path

from rasa.core.agent import Agent
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain

from content import load_criteria
from server.actions_in_process import InProcessActions
from server.models import newest, verify
from server.settings import Settings
from server.tracker_store import AdvisorTrackerStore

FORM = "interview_form"


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
    check_domain(agent.domain)
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


def check_domain(domain: Domain) -> None:
    """Check that the interview's form, where there is one, can ask every question of its criteria.

    Raises:
        WiringError: a question lacks its slot, or its line in the form.
    """
    if FORM not in domain.forms:
        return
    slots, asked = {slot.name for slot in domain.slots}, domain.required_slots_for_form(FORM)
    for name in load_criteria().ids:
        for place, known in (("slots", slots), (f"forms.{FORM}.required_slots", asked)):
            if name not in known:
                raise WiringError(
                    f"domain.yml: {place}: {name!r} is missing, which content/criteria.yml asks; "
                    "add it as its neighbors are, then run `make train`"
                )
