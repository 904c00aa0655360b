"""Tables without a header as text expanders export them: code, text, and what it is called.

Nothing in such a file says which program wrote it, so that is told from the placeholders in all of
its texts. One that has none of any is a plain table, and its texts stay as they are.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from kefu_desktop.core.errors import Code
from kefu_desktop.packs.assembling import Draft, Remark, plain_stem, shelf
from kefu_desktop.packs.foreign import beeftext_variables, textexpander_macros
from kefu_desktop.packs.foreign.composing import asked
from kefu_desktop.packs.foreign.html_text import HTML_LIMIT, looks_like_html, plain_text
from kefu_desktop.packs.foreign.translating import Include, Snippets, Translate, Translation

_MARKS = ";；/#"
_FILLED_IN = re.compile(
    r"(?<![${)\]])\{\{[ ]*(?P<name>[A-Za-z\u4e00-\u9fff][\w.]{1,60})[ ]*"
    r"(?:\|[^{}\n]{0,60})?\}\}(?!\})"
)
"""What help desks and shop systems fill in: ``{{customer.first_name}}``, perhaps with a filter.
Here it would be sent as it stands, in single braces.
"""


class _Dialect(NamedTuple):
    """How texts are read, and the category of all records."""

    translate: Translate
    category: tuple[str, ...] = ()


def in_dialect(drafts: Iterable[tuple[int, Draft]], path: Path) -> Iterator[tuple[int, Draft]]:
    """Gives the records of a table without a header, their texts in our notation if they are in
    that of a text expander, and plain where they are HTML. TextExpander's groups are called as
    their files are.
    """
    found = list(drafts)
    for _, draft in found:
        _flatten(draft)
    dialect = _dialect([draft for _, draft in found], path)
    if dialect is None:
        for number, draft in found:
            _ask(draft)
            yield number, draft
        return
    kept = {draft.shortcut: draft.variants[0] for _, draft in found if draft.variants}

    def translate(text: str, include: Include) -> Translation:
        # A shortcut has lost the mark it began with.
        return dialect.translate(text, lambda key: include(key.strip().lstrip(_MARKS)))

    snippets = Snippets(kept, translate)
    for number, draft in found:
        composed = [snippets.composed(text, draft.shortcut) for text in draft.variants]
        draft.variants = [one.text for one in composed]
        draft.remarks = [*draft.remarks, *(remark for one in composed for remark in one.remarks)]
        draft.category = draft.category or dialect.category
        yield number, draft


def flattened(drafts: Iterable[tuple[int, Draft]]) -> Iterator[tuple[int, Draft]]:
    """Gives drafts with plain text where theirs is HTML, as tables from help desks have it, and
    with what those fill in to be asked for.
    """
    for number, draft in drafts:
        _flatten(draft)
        _ask(draft)
        yield number, draft


def _dialect(drafts: Iterable[Draft], path: Path) -> _Dialect | None:
    texts = [text for draft in drafts for text in draft.variants]
    if any(map(beeftext_variables.MARK.search, texts)):
        return _Dialect(beeftext_variables.translate)
    if any(map(textexpander_macros.MARK.search, texts)):
        return _Dialect(partial(textexpander_macros.translate, scripts={}), shelf(plain_stem(path)))
    return None


def _flatten(draft: Draft) -> None:
    """Makes plain text of formatted ones, which are written as HTML."""
    for place, text in enumerate(draft.variants):
        if looks_like_html(text) and len(text) <= HTML_LIMIT:
            plain = plain_text(text)
            draft.variants = [*draft.variants[:place], plain.text, *draft.variants[place + 1 :]]
            left = (Remark(Code.RECORD_PICTURE_LEFT, {"name": name}) for name in plain.pictures)
            told = Remark(Code.RECORD_PLAIN_TEXT, {"format": "HTML"})
            draft.remarks = [*draft.remarks, told, *left]


def _ask(draft: Draft) -> None:
    """Makes what a help desk would fill in something that the user is asked for."""
    if not any("{{" in text for text in draft.variants):
        return
    made: dict[str, str] = {}

    def placeholder(match: re.Match[str]) -> str:
        name = asked(match["name"].replace(".", "_")).body
        made[match[0]] = name
        return f"{{{name}}}"

    draft.variants = [_FILLED_IN.sub(placeholder, text) for text in draft.variants]
    told = (
        Remark(Code.RECORD_BLANK_MADE, {"word": word, "placeholder": name})
        for word, name in made.items()
    )
    draft.remarks = [*draft.remarks, *told]
