"""Puts the parts of a conversation together, once for a process."""

from __future__ import annotations

from pathlib import Path

from advisor.reading.reader import Reader
from advisor.speaking.guide import GuideWords
from advisor.speaking.interview import InterviewWords
from advisor.speaking.kept import KeptWords
from advisor.speaking.results import ResultWords
from content import CONTENT, load_content, load_criteria, load_texts
from conversation.services import Records, Services


def bootstrap(records: Records, directory: Path = CONTENT) -> Services:
    """Return the services on the content of `directory` and these records.

    Raises:
        ContentError: a file of the content is broken; the text names file, key and mend.
    """
    criteria, content = load_criteria(directory), load_content(directory)
    texts = load_texts(directory)
    return Services(
        criteria=criteria,
        content=content,
        texts=texts,
        reader=Reader(criteria),
        records=records,
        guide=GuideWords(content, texts),
        interview=InterviewWords(criteria, texts),
        results=ResultWords(criteria, texts),
        kept=KeptWords(texts),
    )
