"""What must hold for any library and anything typed, against a matcher written to be obvious."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kefu_desktop.core.model import Uid
from kefu_desktop.search.index import Document, Field, Index, Reason
from kefu_desktop.search.readings import Readings
from tests.search.conftest import NOW

WORDS = "发货时间退款银行长度重量还没女绿略亲您的了在不是尺码型号"
TEXTS = st.text(st.sampled_from(WORDS + "發貨銀ABfh12-, 。\n😀𠮷\ud800\0"), max_size=16)
HOSTILE = st.text(st.characters(), max_size=16)


# In texts as long as this the pairs of initials lead the search, in shorter ones they do not.
LONG = Document(Uid("long"), "", ("，" * 600 + "长还" + "，" * 600,))


@st.composite
def libraries(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXTS) -> list[Document]:
    return [LONG] * draw(st.integers(0, 1)) + [
        Document(
            Uid(f"d{number}"),
            draw(texts),
            tuple(draw(st.lists(texts, max_size=2))),
            shortcut=draw(st.text("fhsj12", max_size=3)),
            tags=tuple(draw(st.lists(st.sampled_from(["老虎", "时间"]), max_size=1))),
            asked_as=tuple(draw(st.lists(texts, max_size=1))),
            uses=draw(st.integers(0, 5)),
        )
        for number in range(draw(st.integers(1, 5)))
    ]


def fields_of(document: Document) -> dict[Field, tuple[str, ...]]:
    return {
        Field.TITLE: (document.title,),
        Field.SHORTCUT: (document.shortcut,),
        Field.TEXT: document.variants,
        Field.ASKED_AS: document.asked_as,
    }


@settings(max_examples=80)
@given(data=st.data(), library=st.one_of(libraries(), libraries(HOSTILE)))
def test_every_part_of_every_text_is_found(
    readings: Readings, data: st.DataObject, library: list[Document]
) -> None:
    document = data.draw(st.sampled_from(library))
    text = data.draw(st.sampled_from([t for texts in fields_of(document).values() for t in texts]))
    start = data.draw(st.integers(0, len(text)))
    part = text[start : data.draw(st.integers(start, len(text)))]
    while any(word[0] in ";#/、" for word in readings.folding.text(part).split()):
        part = part[1:]  # a sigil asks for something else; what follows it is a part as well
    found = Index.build(library, readings).find(part, now=NOW, limit=len(library))
    hit = next(h for h in found.hits if h.uid == document.uid)
    assert hit.reason is not Reason.TYPO


@settings(max_examples=70)
@given(
    data=st.data(),
    library=libraries(),
    part=st.text(st.sampled_from(WORDS), min_size=1, max_size=4),
    around=st.tuples(TEXTS, TEXTS),
)
def test_every_part_is_found_by_its_pinyin(
    readings: Readings,
    data: st.DataObject,
    library: list[Document],
    part: str,
    around: tuple[str, str],
) -> None:
    document = Document(Uid("meant"), part.join(around), ())
    library = [*library, document]
    sounds = [data.draw(st.sampled_from(readings.of(c))) for c in part]
    index = Index.build(library, readings)
    initials = "".join(s[0] for s in sounds)
    # One letter alone asks for the readings in use: f for 不 (fou) would be noise.
    for typed in ("".join(sounds), "'".join(sounds), initials if len(initials) > 1 else ""):
        hits = index.find(typed, now=NOW, limit=len(library)).hits
        assert document.uid in {h.uid for h in hits}, typed


def heard(readings: Readings, term: str, text: str) -> bool:
    """Does the text at its beginning match the folded term? Slow, and plain to see."""
    term = term.lstrip("'")
    if not term:
        return True
    if not text:
        return False
    character, rest = text[0], text[1:]
    if term[0] == character and heard(readings, term[1:], rest):
        return True
    for size in range(1, 7):
        typed = term[:size].replace("lue", "lve").replace("nue", "nve")
        if len(typed.strip("'")) < size:
            break
        for sound in readings.of(character):
            initial = size == 1 or typed in ("zh", "ch", "sh")
            ends = size >= len(term) or not term[size].isascii() or not term[size].isalpha()
            begun = sound.startswith(typed) and (initial or ends)
            if (sound == typed or begun) and heard(readings, term[size:], rest):
                return True
    return False


@settings(max_examples=80)
@given(
    library=libraries(),
    typed=st.text(st.sampled_from("fahuosijnrctgdb发货时银12- '"), min_size=1, max_size=6),
)
def test_nothing_is_shown_that_does_not_match(
    readings: Readings, library: list[Document], typed: str
) -> None:
    fold = readings.folding.text
    documents = {d.uid: d for d in library}
    for hit in Index.build(library, readings).find(typed, now=NOW).hits:
        if hit.reason is Reason.TYPO:
            continue
        document = documents[hit.uid]
        texts = [fold(t) for texts in fields_of(document).values() for t in texts]
        texts += [fold(tag) for tag in document.tags]
        for term in fold(typed).split():
            if hit.reason is not Reason.TYPO and not any(
                heard(readings, term, text[start:]) or term in text
                for text in texts
                for start in range(len(text) + 1)
            ):
                # A slip of one term hides behind the better match of another.
                assert len(typed.split()) > 1


@settings(max_examples=80)
@given(
    library=st.one_of(libraries(), libraries(HOSTILE)),
    typed=st.one_of(TEXTS, HOSTILE, st.text("fahuosj;/#' 12", max_size=9)),
)
@example(library=[Document(Uid("d0"), "", ())], typed="a")
def test_places_lie_within_and_apart(
    readings: Readings, library: list[Document], typed: str
) -> None:
    documents = {d.uid: d for d in library}
    for hit in Index.build(library, readings).find(typed, now=NOW).hits:
        texts = fields_of(documents[hit.uid])
        order = [(place.field.value, *place[1:]) for place in hit.places]
        assert order == sorted(order)
        for before, place in zip((None, *hit.places), hit.places, strict=False):
            assert 0 <= place.start < place.end <= len(texts[place.field][place.item])
            if before and before[:2] == place[:2]:
                assert before.end < place.start


@settings(max_examples=70)
@given(
    library=libraries(),
    part=st.text(st.sampled_from(WORDS + "發貨AB12-😀𠮷\0"), min_size=1, max_size=3),
    around=st.tuples(TEXTS, TEXTS),
)
def test_what_is_typed_literally_is_what_is_marked(
    readings: Readings, library: list[Document], part: str, around: tuple[str, str]
) -> None:
    document = Document(Uid("meant"), part.join(around), (part,))
    library = [*library, document]
    term = readings.folding.text(part)
    found = Index.build(library, readings).find(part, now=NOW, limit=len(library))
    hit = next(h for h in found.hits if h.uid == document.uid)
    texts = fields_of(document)
    for place in hit.places:
        marked = readings.folding.text(texts[place.field][place.item][place.start : place.end])
        assert term in marked
        assert set(marked) <= set(term)
