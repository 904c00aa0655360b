"""Puts errors into words, for windows and terminal alike, in the user's language.

A sentence is data in ``resources/sentences``; a test keeps every language complete and its
parameters those that the error carries.
"""

import string
from collections.abc import Mapping
from typing import Any

from kefu_desktop.core.errors import Code, KefuError


class Sentences:
    """The sentences of one language."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self._errors = errors

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Sentences":
        """Reads a sentence file that was parsed from TOML."""
        return cls({str(code): str(text) for code, text in document["errors"].items()})

    def error(self, error: KefuError) -> str:
        """Says what ``error`` means. A fact that the error does not carry is left out."""
        return self.of(error.code, error.params)

    def of(self, code: Code, params: Mapping[str, str | int]) -> str:
        """Says ``code`` with its parameters."""
        return _Lenient().vformat(self._errors[code.value], (), params).strip()


class _Lenient(string.Formatter):
    """Leaves out what is missing: a sentence with a gap is worth more than a traceback."""

    def get_value(self, key: int | str, args: Any, kwargs: Any) -> Any:
        return kwargs.get(key, "") if isinstance(key, str) else ""
