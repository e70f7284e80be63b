"""What does the assistant know? The guide's facts, answers, tasks and criteria, as data.

The YAML files here hold what is said; `schema` gives their shape, `loader` reads them and
`checks` makes sure that they agree with each other.
"""

from content.errors import ContentError
from content.loader import CONTENT, load_content, load_criteria, load_texts, read
from content.schema import Content

__all__ = [
    "CONTENT",
    "Content",
    "ContentError",
    "load_content",
    "load_criteria",
    "load_texts",
    "read",
]
