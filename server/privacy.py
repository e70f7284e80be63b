"""`python -m server.privacy export|delete CONVERSATION`: for operators, on a visitor's request.

`export` prints everything kept of the conversation as JSON; `delete` deletes it for good.
"""

import argparse
import json
import logging
import sys

from sqlalchemy.exc import SQLAlchemyError

import store
from server.runtime import begin
from server.settings import SettingsError, load_settings


def main(arguments: list[str] | None = None) -> int:
    """Export or delete; return 0, or 1 after one line on what is wrong."""
    parser = argparse.ArgumentParser(prog="server.privacy", description=__doc__)
    parser.add_argument("deed", choices=["export", "delete"])
    parser.add_argument("conversation", help="its id, as `session` in the web channel names it")
    chosen = parser.parse_args(arguments)
    begin(logging.ERROR)
    try:
        engine = store.migrate(load_settings().database)
        kept = store.everything_of(engine, chosen.conversation)
        if not kept["events"] and not kept["assessments"]:
            print(f"{chosen.conversation}: nothing is kept of this conversation", file=sys.stderr)
            return 1
        if chosen.deed == "export":
            print(json.dumps(kept, indent=2, ensure_ascii=False))
        else:
            store.forget(engine, chosen.conversation)
            print(f"Deleted: {len(kept['events'])} events, {len(kept['assessments'])} assessments")
    except (SettingsError, store.StoreError, SQLAlchemyError) as error:
        print(str(error).splitlines()[0], file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
