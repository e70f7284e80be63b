"""Actions in the process answer as an action server would."""

import asyncio
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from rasa.utils.endpoints import ClientResponseError

from server.actions_in_process import ActionFailedError, InProcessActions

ACTIONS = """
import threading
from rasa_sdk import Action
from rasa_sdk.interfaces import ActionExecutionRejection

released, ended = threading.Event(), threading.Event()

class Say(Action):
    def name(self):
        return "action_of_test_say"
    async def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text=f"to {tracker.sender_id}", json_message={"type": "answer"})
        return [{"event": "slot", "name": "thread", "value": threading.current_thread().name}]

class Reject(Action):
    def name(self):
        return "action_of_test_reject"
    def run(self, dispatcher, tracker, domain):
        raise ActionExecutionRejection(self.name(), "not now")

class Raise(Action):
    def name(self):
        return "action_of_test_raise"
    def run(self, dispatcher, tracker, domain):
        raise ValueError("canary")

class Block(Action):
    def name(self):
        return "action_of_test_block"
    def run(self, dispatcher, tracker, domain):
        released.wait(60)
        ended.set()
        return []

class NeverReturn(Action):
    def name(self):
        return "action_of_test_never_return"
    def run(self, dispatcher, tracker, domain):
        threading.Event().wait()

class Unserialisable(Action):
    def name(self):
        return "action_of_test_unserialisable"
    def run(self, dispatcher, tracker, domain):
        return [{"event": "slot", "name": "x", "value": {1, 2}}]
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a package with the actions above."""
    folder = tmp_path_factory.mktemp("package")
    (folder / "actions_of_test.py").write_text(ACTIONS, encoding="utf-8")
    sys.path.insert(0, str(folder))
    yield "actions_of_test"
    sys.modules["actions_of_test"].released.set()
    sys.path.remove(str(folder))


@pytest.fixture(scope="module")
def actions(package: str) -> InProcessActions:
    """Actions with more time than they need, however busy the machine."""
    return InProcessActions(deadline=10, package=package)


@pytest.fixture(scope="module")
def impatient(package: str) -> InProcessActions:
    """Actions with a deadline that is to pass."""
    return InProcessActions(deadline=0.2, package=package)


def call(name: str, *events: dict[str, object]) -> dict[str, object]:
    tracker = {"sender_id": "c", "slots": {}, "events": list(events), "latest_message": {}}
    return {"next_action": name, "sender_id": "c", "tracker": tracker, "domain": {}}


async def test_an_action_answers_with_events_and_responses(actions: InProcessActions) -> None:
    result = await actions.request(json=call("action_of_test_say"), method="post", compress=False)
    assert result["responses"][0]["text"] == "to c"
    assert result["responses"][0]["custom"] == {"type": "answer"}
    assert result["events"][0]["value"] != threading.current_thread().name


async def test_a_rejection_is_a_400_with_the_actions_name(actions: InProcessActions) -> None:
    with pytest.raises(ClientResponseError) as error:
        await actions.request(json=call("action_of_test_reject"))
    assert error.value.status == 400
    assert error.value.text == '{"error": "not now", "action_name": "action_of_test_reject"}'


async def test_an_unknown_action_is_a_404(actions: InProcessActions) -> None:
    with pytest.raises(ClientResponseError) as error:
        await actions.request(json=call("action_of_test_missing"))
    assert error.value.status == 404


@pytest.mark.parametrize("name", ["raise", "unserialisable"])
async def test_a_failure_names_the_action_and_not_what_the_user_wrote(
    actions: InProcessActions, name: str
) -> None:
    with pytest.raises(ActionFailedError, match=f"action_of_test_{name}") as error:
        await actions.request(json=call(f"action_of_test_{name}"))
    assert "canary" not in str(error.value)
    assert error.value.__suppress_context__


async def test_an_action_past_its_deadline_fails_and_goes_on_alone(
    impatient: InProcessActions,
) -> None:
    with pytest.raises(ActionFailedError, match=r"longer than 0\.2 seconds"):
        await impatient.request(json=call("action_of_test_block"))
    assert not sys.modules["actions_of_test"].ended.is_set()


def test_a_package_is_warmed_up_with_the_database_before_the_first_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = "warmed = []\ndef warm_up(database):\n    warmed.append(database)\n"
    (tmp_path / "warm_actions_of_test.py").write_text(package, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    InProcessActions(deadline=1, package="warm_actions_of_test").warm_up("sqlite://")

    assert sys.modules["warm_actions_of_test"].warmed == ["sqlite://"]


def test_a_package_without_a_warm_up_needs_none(actions: InProcessActions) -> None:
    actions.warm_up("sqlite://")


async def test_actions_that_never_return_keep_no_other_from_running(
    actions: InProcessActions,
) -> None:
    stuck = [
        asyncio.create_task(actions.request(json=call("action_of_test_never_return")))
        for _ in range(40)
    ]
    result = await actions.request(json=call("action_of_test_say"))
    assert result["responses"][0]["text"] == "to c"
    assert not any(task.done() for task in stuck)
    for task in stuck:
        task.cancel()


async def test_after_one_that_took_too_long_no_other_action_of_the_turn_is_waited_for(
    impatient: InProcessActions,
) -> None:
    message, next_message = ({"event": "user", "message_id": each} for each in ("one", "two"))
    with pytest.raises(ActionFailedError, match="took longer"):
        await impatient.request(json=call("action_of_test_block", message))
    with pytest.raises(ActionFailedError, match="was not run"):
        await impatient.request(json=call("action_of_test_say", message))
    with pytest.raises(ActionFailedError, match="took longer"):
        await impatient.request(json=call("action_of_test_block", next_message))


def test_a_missing_package_is_an_import_error() -> None:
    with pytest.raises(ModuleNotFoundError):
        InProcessActions(deadline=1, package=f"no_such_package_{Path(__file__).stem}")
