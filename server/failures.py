"""Words for a failure that may be logged: where it happened, without what users wrote."""

import traceback


def describe(error: BaseException) -> str:
    """Return the error's class and the place it came from; its message may quote a user."""
    name = type(error).__name__
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return name
    place = frames[-1]
    return f"{name} in {place.name} ({place.filename}:{place.lineno})"
