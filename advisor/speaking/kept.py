"""What is said of kept results and of all that is kept: opened, renamed, deleted, handed out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from advisor.decision.several import KeptResult
from advisor.speaking import commands
from advisor.speaking.export import ReopenedResult
from advisor.speaking.interview import notice
from advisor.speaking.replies import Button, Reply, intent_payload
from content.messages import Texts


class KeptWords:
    """Speaks of what is kept."""

    def __init__(self, texts: Texts) -> None:
        """Speak with these sentences."""
        self._texts = texts

    def open_button(self, result: KeptResult) -> Button:
        """Return the button that opens a result again."""
        title = self._texts("button.open", work=result.work)
        return Button(title, intent_payload(commands.RESULTS, result=result.id), "command")

    def own_buttons(self, id: str) -> tuple[Button, ...]:
        """Return the buttons that rename and delete the result of this id."""
        return (
            Button(
                self._texts("button.rename"), intent_payload(commands.RENAME, result=id), "command"
            ),
            Button(
                self._texts("button.delete_result"),
                intent_payload(commands.DELETE_RESULT, result=id),
                "command",
            ),
        )

    def other_work(self) -> Button:
        """Return the button that begins with other work."""
        return Button(self._texts("button.other_work"), intent_payload(commands.START), "command")

    def after_result(self, next_work: str | None) -> tuple[Button, ...]:
        """Return the buttons below a result; `next_work` is what was kept for afterwards."""
        steering = (
            ("button.change", commands.CHANGE),
            ("button.what_if", commands.WHAT_IF),
            ("button.points", commands.POINTS),
            ("button.compare", commands.RESULTS),
        )
        buttons = [
            Button(self._texts(id), intent_payload(intent), "command") for id, intent in steering
        ]
        if next_work is None:
            return (*buttons, self.other_work())
        title = self._texts("button.next_work", work=next_work)
        payload = intent_payload(commands.START, task=next_work)
        return (*buttons, Button(title, payload, "command"))

    def which(self, results: Sequence[KeptResult], command: str, name: str | None = None) -> Reply:
        """Ask which result a command is for; its button sends the command."""
        entities = {} if name is None else {"task": name}
        buttons = tuple(
            Button(each.work, intent_payload(command, result=each.id, **entities), "command")
            for each in results
        )
        return self._notice("which_result", buttons)

    def only_one(self) -> Reply:
        """Say that there is one result, and nothing to compare it with."""
        return self._notice("one_result")

    def none_yet(self) -> Reply:
        """Say that no result is kept."""
        start = Button(self._texts("button.advice"), intent_payload(commands.START))
        return self._notice("no_results", (start,))

    def ask_name(self, result: KeptResult) -> Reply:
        """Ask for the new name of a result."""
        return self._notice("which_name", work=result.work)

    def renamed(self, before: str, result: KeptResult) -> Reply:
        """Say what a result is called now."""
        return self._notice("renamed", (self.open_button(result),), before=before, work=result.work)

    def name_kept(self, result: KeptResult) -> Reply:
        """Say that a result is not renamed."""
        return self._notice("name_kept", (self.open_button(result),), work=result.work)

    def ask_to_delete(self, result: KeptResult, *, is_only: bool) -> Reply:
        """Ask whether one result, of several or the only one, is to be deleted."""
        yes = intent_payload(commands.DELETE_RESULT, result=result.id, answer="yes")
        buttons = (Button(self._texts("button.delete_one_yes"), yes), self._keep())
        id = "kept.confirm_only_deletion" if is_only else "kept.confirm_one_of_several"
        text = self._texts(id, work=result.work)
        return notice("confirm_result_deletion", text, buttons)

    def deleted(self, result: KeptResult) -> Reply:
        """Say that one result is deleted."""
        return self._notice("result_deleted", (self._mine(),), work=result.work)

    def gone(self) -> Reply:
        """Say that a result is not there (any more)."""
        return self._notice("result_gone", (self._mine(),))

    def not_saved(self) -> Reply:
        """Say that a result could not be stored, and that its answers are kept."""
        return self._notice("not_saved", (self._again(commands.POINTS),))

    def not_reached(self, payload: str | None) -> Reply:
        """Say that the results could not be read or changed."""
        again = Button(self._texts("button.try_again"), payload or intent_payload(commands.RESULTS))
        return self._notice("not_read", (again,))

    def outdated(self, result: KeptResult, reopened: ReopenedResult) -> Reply:
        """Tell a result that other criteria gave, as it was kept."""
        text = self._texts(
            "kept.outdated_result",
            work=result.work,
            label=reopened.label,
            confidence=reopened.confidence.lower(),
            bpo=result.points.bpo,
            kpo=result.points.kpo,
            why=reopened.outdated,
        )
        again = Button(
            self._texts("button.ask_again"), intent_payload(commands.OVER, task=result.work)
        )
        return notice("outdated_result", text, (again, *self.own_buttons(result.id)))

    def page(self, address: str, *, can_send: bool) -> Reply:
        """Say where a result can be read, printed and copied from."""
        id = "kept.page_sent" if can_send else "kept.page"
        return notice("result_page", self._texts(id, address=address))

    def ask_to_restart(self, work: str, other: str | None) -> Reply:
        """Ask whether to start afresh over answers that are kept."""
        given = {} if other is None else {"task": other}
        start = Button(self._texts("button.start_afresh"), intent_payload(commands.OVER, **given))
        go_on = Button(self._texts("button.go_on"), intent_payload(commands.RESUME))
        id = "kept.restart" if other is None else "kept.restart_with"
        values = {"work": work} if other is None else {"work": work, "other": other}
        return notice("other_work", self._texts(id, **values), (start, go_on))

    def ask_to_delete_all(self) -> Reply:
        """Ask whether everything is to be deleted."""
        yes = Button(
            self._texts("button.delete_all_yes"), intent_payload(commands.DELETE_ALL, answer="yes")
        )
        return self._notice("confirm_deletion", (yes, self._keep()))

    def not_deleted(self) -> Reply:
        """Say that nothing was deleted, as was wished."""
        return notice("kept", self._texts("kept.kept"))

    def all_deleted(self) -> Reply:
        """Say that everything is deleted."""
        return self._notice("deleted")

    def deletion_failed(self) -> Reply:
        """Say that the deletion failed and can be tried again."""
        return self._notice("not_deleted", (self._again(commands.DELETE_ALL),))

    def export_failed(self) -> Reply:
        """Say that what is kept could not be read."""
        return self._notice("not_exported", (self._again(commands.EXPORT),))

    def export(
        self, results: Sequence[Exported], answers: Sequence[str], said: Sequence[str]
    ) -> Reply:
        """Give out what is kept: results, answers under way, and the visitor's words."""
        texts = self._texts
        told = [texts("kept.export"), "", texts("kept.export_results")]
        told += [
            texts(
                "kept.export_result",
                work=each.name,
                label=texts(f"outcome.{each.outcome}"),
                bpo=each.bpo,
                kpo=each.kpo,
                day=f"{each.created:%Y-%m-%d}",
            )
            for each in results
        ] or [texts("kept.export_none")]
        if answers:
            told += ["", texts("kept.export_answers"), *answers]
        told += ["", texts("kept.export_messages"), *(f"- {each}" for each in said)]
        delete = Button(texts("button.delete_all"), intent_payload(commands.DELETE_ALL))
        return notice("export", "\n".join(told), (delete,))

    def _notice(self, code: str, buttons: Sequence[Button] = (), /, **values: object) -> Reply:
        return notice(code, self._texts(f"kept.{code}", **values), buttons)

    def _keep(self) -> Button:
        return Button(self._texts("button.keep"), intent_payload("deny"))

    def _mine(self) -> Button:
        return Button(self._texts("button.my_results"), intent_payload(commands.RESULTS), "command")

    def _again(self, command: str) -> Button:
        return Button(self._texts("button.try_again"), intent_payload(command))


class Exported(Protocol):
    """A kept result as it is handed out."""

    @property
    def name(self) -> str: ...
    @property
    def outcome(self) -> str: ...
    @property
    def bpo(self) -> int: ...
    @property
    def kpo(self) -> int: ...
    @property
    def created(self) -> datetime: ...
