"""What buyers ask and agents answer in one section of a document, put together to replies.

Consecutive lines of an agent are the messages of one reply, consecutive lines of a buyer the ways
to ask for it. Lines without a label go on with what was being said.
"""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from kefu_desktop.packs.foreign.passages import Passage
from kefu_desktop.packs.foreign.speakers import Speaker, Speech, Trust, is_time, speeches_of

_QUOTED = re.compile(r"[“\"「『]([^“”\"「」『』\n]{1,80})[”\"」』]")
_WRAPPED = re.compile(r"(?:“[^“”]*”|\"[^\"]*\"|「[^「」]*」|『[^『』]*』)", re.DOTALL)
_ASKED_APART = re.compile(r"\s*[/／|]\s*|\s*[、](?=\S{3})")
_NARRATED = re.compile(r"[（(【\[][^（）()]{2,}[）)】\]]")


class Found(Struct):
    """A reply as found: ``wordings`` of one or more messages each. ``flat`` tells that marks of
    Markdown were taken out of it, ``heard`` that a buyer asks for it and no scene is set for it.
    """

    line: int
    asked: list[str] = field(default_factory=list)
    wordings: list[list[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    title: str = ""
    flat: bool = False
    heard: bool = False


class Manner(Struct, frozen=True):
    """How a document writes its dialogues. ``unlabelled`` answers follow questions with no label;
    ``airy`` documents have a blank line before nearly every line, so that none means anything;
    ``trusted`` are the labels that count, with those of whom. ``asking`` are the lines of questions
    that have no label.
    """

    unlabelled: bool = False
    airy: bool = False
    trusted: frozenset[tuple[Trust, Speaker]] = frozenset()
    asking: frozenset[int] = frozenset()


class Talk(Struct):
    """The replies of one section, and the passages that nobody says."""

    found: list[Found]
    strays: list[Passage]


def talk_of(passages: Sequence[Passage], manner: Manner) -> Talk:
    """Puts together what is said in a section."""
    listening = _Listening(manner)
    for passage in passages:
        listening.hear(passage)
    listening.end()
    return Talk(listening.found, listening.strays)


def said_in(passage: Passage, manner: Manner) -> list[Speech]:
    """Gives what is said in a passage by those whom it names."""
    if passage.fenced:
        return [Speech(Speaker.AGENT, passage.text)]
    if passage.line in manner.asking:
        return [Speech(Speaker.BUYER, passage.text)]
    heard = speeches_of(passage.text)
    counted = (
        one.trust is Trust.SURE or (one.trust, one.speaker) in manner.trusted for one in heard
    )
    return heard if all(counted) else []


class _Listening:
    """One section while it is heard."""

    def __init__(self, manner: Manner) -> None:
        self._manner = manner
        self._now: Found | None = None
        self._last: Speaker | None = None
        self._open = False
        """Whether the label that was heard last had no text on its own line."""
        self._listed = False
        """Whether a label of wordings stands above a list, each item of which is one."""
        self.found: list[Found] = []
        self.strays: list[Passage] = []

    def hear(self, passage: Passage) -> None:
        """Takes in one passage."""
        if passage.apart:
            self.end()
        said = said_in(passage, self._manner)
        for speech in said:
            self._speak(speech, passage)
        if said or is_time(passage.text):
            return
        broken = passage.gap and not self._manner.airy and not self._open
        if self._now is None or self._last is None:
            self.strays.append(passage)
        elif self._last is Speaker.BUYER and self._manner.unlabelled:
            self._say(whole(passage), passage, "")
        elif broken and not (self._manner.unlabelled and self._now.wordings):
            self._last = None
            self.strays.append(passage)
        else:
            self._go_on(passage)

    def end(self) -> None:
        """Ends what is being said."""
        now = self._now
        self._now, self._last, self._open, self._listed = None, None, False, False
        if now is None:
            return
        now.wordings = [said for said in (_unwrapped(one) for one in now.wordings) if said]
        if now.wordings:
            now.asked = list(dict.fromkeys(filter(None, map(_question, now.asked))))
            self.found.append(now)
        else:
            self.strays += (
                Passage(text, now.line) for text in (now.title, *now.asked, *now.notes) if text
            )

    def _speak(self, speech: Speech, passage: Passage) -> None:
        apart = passage.gap and not self._manner.airy
        now = self._now
        match speech.speaker:
            case Speaker.BUYER:
                if now is None or now.wordings or (apart and now.asked and not now.title):
                    self._begin(passage)
                now = self._exchange(passage)
                now.asked.append(speech.text)
                now.heard = True
            case Speaker.SCENE:
                self._begin(passage)
                now = self._exchange(passage)
                quoted = _QUOTED.findall(speech.text)
                now.asked += (one for said in quoted for one in _ASKED_APART.split(said))
                now.title = "" if quoted else speech.text
                now.notes.append(passage.text)
            case Speaker.AGENT:
                if now is not None and now.wordings and apart and not speech.number:
                    self._begin(passage)
                self._say(speech.text, passage, speech.number)
                self._listed = speech.wording and not speech.text
            case _:
                self._exchange(passage).notes.append(passage.text)
        self._last = speech.speaker
        self._open = not speech.text

    def _begin(self, passage: Passage) -> None:
        self.end()
        self._now = Found(passage.line)

    def _exchange(self, passage: Passage) -> Found:
        if self._now is None:
            self._now = Found(passage.line)
        return self._now

    def _say(self, text: str, passage: Passage, number: str) -> None:
        now = self._exchange(passage)
        if number or not now.wordings:
            now.wordings.append([])
        now.wordings[-1].append(text)
        now.flat = now.flat or (passage.flat and not passage.fenced and "**" not in text)
        self._last, self._open = Speaker.AGENT, not text

    def _go_on(self, passage: Passage) -> None:
        """Adds a passage without a label to what was said last."""
        now, line = self._exchange(passage), whole(passage)
        match self._last:
            case Speaker.AGENT if self._listed and passage.marker:
                if now.wordings[-1] == [""]:
                    now.wordings.pop()
                now.wordings.append([passage.text])
            case Speaker.AGENT if not self._open and _NARRATED.fullmatch(passage.text):
                now.notes.append(passage.text)
            case Speaker.AGENT:
                self._listed = False
                _lengthen(now.wordings[-1], line)
            case Speaker.BUYER:
                now.asked.append(line)
            case Speaker.SCENE if not now.title and not now.asked:
                now.title = passage.text
            case _:
                now.notes.append(line)
        self._open = False


def _lengthen(texts: list[str], line: str) -> None:
    texts[-1] = f"{texts[-1]}\n{line}" if texts[-1] else line


def whole(passage: Passage) -> str:
    """Gives a passage with the bullet or number that is part of what is said."""
    if not passage.marker:
        return passage.text
    blank = "" if passage.marker[-1] in "、）)．" or not passage.marker.isascii() else " "
    return f"{passage.marker}{blank}{passage.text}"


def _unwrapped(messages: Iterable[str]) -> list[str]:
    said = (message.strip() for message in messages)
    return [one[1:-1].strip() if _WRAPPED.fullmatch(one) else one for one in said if one]


def _question(said: str) -> str:
    one = " ".join(said.split())
    return one[1:-1].strip() if _WRAPPED.fullmatch(one) else one
