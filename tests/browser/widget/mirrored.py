"""A made-up language that is written from right to left: English in other letters.

What is still Latin on a page in this language stands in no table of strings.
"""

import json
import string
from itertools import cycle

_LETTERS = "אבגדהוזחטיךכלםמןנסעףפץצקרש"
_TABLE = dict(zip(string.ascii_letters, cycle(_LETTERS), strict=False))

LOCALE = "en-XB"


def mirrored(text: str) -> str:
    """Return an English text in the made-up language."""
    return "".join(_TABLE.get(letter, letter) for letter in text)


SCRIPT = """
document.addEventListener("outsourcing-advisor:ready", ({ detail: advisor }) => {
  const table = TABLE;
  const mirrored = text => [...text].map(letter => table[letter] ?? letter).join("");
  const turned = value =>
    typeof value === "string" ? mirrored(value)
    : typeof value === "function" ? (...values) => mirrored(value(...values))
    : Object.fromEntries(Object.entries(value).map(([name, part]) => [name, turned(part)]));
  advisor.locales.set(LOCALE.toLowerCase(), turned(advisor.locales.get("en")));
  advisor.setContext({ locale: LOCALE, dir: "rtl" });
});
""".replace("TABLE", json.dumps(_TABLE)).replace("LOCALE", json.dumps(LOCALE))
"""For a page that holds the widget: the language is added, and used."""
