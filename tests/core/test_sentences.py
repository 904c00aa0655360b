"""Every error can be said in every language, without a hole in the sentence."""

import ast
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from kefu_desktop.app.sentences import Sentences
from kefu_desktop.core import errors
from kefu_desktop.core.errors import Code, Conflict, InvalidInput, KefuError
from kefu_desktop.core.settings import Language

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "resources" / "sentences").glob("*.toml"))
ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type)} - {"Code"}


def texts(file: Path) -> dict[str, str]:
    return tomllib.loads(file.read_text(encoding="utf-8"))["errors"]


def parameters(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def made_errors() -> Iterator[tuple[str, Code, set[str]]]:
    """Every place in the program that makes an error or a finding of a known code, with the names
    it passes. A place that hands on what it was given (``**params``) is not among them.
    """
    for path in sorted((ROOT / "kefu_desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func).split(".")[-1]
            passed = {keyword.arg for keyword in node.keywords}
            if (name not in ERRORS and name != "find") or None in passed:
                continue
            for code in node.args:
                if isinstance(code, ast.Attribute) and ast.unparse(code.value) == "Code":
                    place = f"{path.relative_to(ROOT)}:{node.lineno}"
                    yield place, Code[code.attr], {str(word) for word in passed}


def test_every_language_of_the_program_has_its_sentences() -> None:
    assert [file.stem for file in FILES] == sorted(
        language.value for language in Language if language is not Language.SYSTEM
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_code_has_a_sentence_and_no_other(file: Path) -> None:
    assert set(texts(file)) == {code.value for code in Code}
    for code, text in texts(file).items():
        assert text.strip() == text != "", code


def test_every_language_says_the_same_facts() -> None:
    first, *others = map(texts, FILES)
    for other in others:
        for code, text in first.items():
            assert parameters(other[code]) == parameters(text), code


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_fact_of_a_sentence_comes_with_its_error(file: Path) -> None:
    said = texts(file)
    made = list(made_errors())
    assert len({code for _, code, _ in made}) > len(Code) / 2
    for place, code, passed in made:
        missing = parameters(said[code.value]) - passed
        assert not missing, f"{place}: {code.value} without {sorted(missing)}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_error_is_said_with_its_facts(file: Path) -> None:
    sentences = Sentences.from_document({"errors": texts(file)})
    error = Conflict(Code.SHORTCUT_TAKEN, shortcut="fh", title="发货时间", uid="x")
    said = sentences.error(error)
    assert "fh" in said
    assert "发货时间" in said
    assert "{" not in said


def test_a_fact_that_is_missing_leaves_a_gap_and_never_fails() -> None:
    sentences = Sentences({"tag-invalid": "“{tag}” {limit} {0}."})
    assert sentences.error(InvalidInput(Code.TAG_INVALID, limit=60)) == "“” 60 ."


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
@pytest.mark.parametrize("code", list(Code))
def test_no_error_fails_to_be_said(file: Path, code: Code) -> None:
    sentences = Sentences.from_document({"errors": texts(file)})
    assert "{" not in sentences.error(KefuError(code))
    assert sentences.error(KefuError(code)) != ""
