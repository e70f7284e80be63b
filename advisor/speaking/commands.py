"""What buttons send: the intents that steer the conversation, and the payload of an answer."""

from advisor.speaking.replies import intent_payload

INFORM = "inform"
NOT_SURE = "not_sure"
WHY = "why_ask"
CHANGE = "change_answer"
BACK = "go_back"
STOP = "stop_interview"
RESUME = "resume_interview"
POINTS = "show_points"
OVER = "start_over"
START = "start_interview"
ANSWERS = "show_answers"
WHAT_IF = "what_if"
RESULTS = "my_results"
RENAME = "rename_result"
DELETE_RESULT = "delete_result"
DELETE_ALL = "delete_my_data"
EXPORT = "export_my_data"


def answer_payload(criterion: str, value: str) -> str:
    """Return the payload of a button that answers a question."""
    return intent_payload(INFORM, answer=f"{criterion}={value}")


def read_answer(given: str) -> tuple[str, str]:
    """Return criterion and value of what `answer_payload` wrote; the value may be empty."""
    criterion, _, value = given.partition("=")
    return criterion, value
