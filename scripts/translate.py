"""Brings resources/i18n up to date with the source: `python scripts/translate.py`.

Run it after changing a text in `tr()` or `translate()`. It collects the texts into the .ts files,
lists those that still want a translation (edit them there, then run it again), and compiles the .qm
files that the program loads. Both kinds of file are committed, so that a checkout and a wheel speak
Chinese without a build step. It ends with 1 while something is untranslated.
"""

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).parents[1]
I18N = ROOT / "resources" / "i18n"
SOURCES = ROOT / "kefu_desktop" / "gui"

# English is the source: only its plurals ("1 reply", "2 replies") need a file.
LANGUAGES: dict[str, tuple[str, ...]] = {"zh_CN": (), "en": ("-pluralonly",)}


def main() -> int:
    """Collects, lists, compiles; gives the exit code."""
    missing = 0
    for language in LANGUAGES:
        ts = I18N / f"kefu_desktop_{language}.ts"
        collect(ts, language, SOURCES)
        for context, source in untranslated(ts):
            print(f"{ts.name}: {context}: {source}")
            missing += 1
        compile_to(ts, ts.with_suffix(".qm"))
    print(f"{missing} to translate" if missing else "all translated")
    return 1 if missing else 0


def collect(ts: Path, language: str, sources: Path) -> None:
    """Adds to `ts` the texts below `sources` that are new and drops those that are gone."""
    files = sorted(str(file) for file in sources.rglob("*.py"))
    _run(
        *("pyside6-lupdate", *files, "-ts", str(ts), "-source-language", "en"),
        *("-target-language", language, "-locations", "none", "-no-obsolete"),
        *LANGUAGES[language],
    )


def untranslated(ts: Path) -> list[tuple[str, str]]:
    """Gives context and source text of what is not translated, or no longer for sure."""
    return [
        (context.findtext("name", ""), message.findtext("source", ""))
        for context in ET.parse(ts).getroot().iter("context")
        for message in context.iter("message")
        if not _is_finished(message.find("translation"))
    ]


def _is_finished(translation: ET.Element | None) -> bool:
    if translation is None or translation.get("type") == "unfinished":
        return False
    forms = translation.findall("numerusform") or [translation]
    return all(form.text for form in forms)


def compile_to(ts: Path, qm: Path) -> None:
    """Compiles what is finished in `ts`."""
    # A program that runs has the file mapped: written over in place, it would crash in `tr()`.
    fresh = qm.with_suffix(".new.qm")
    _run("pyside6-lrelease", str(ts), "-qm", str(fresh))
    fresh.replace(qm)


def _run(tool: str, *arguments: str) -> None:
    """Runs a tool of the virtual environment that this Python belongs to."""
    program = Path(sys.executable).with_name(tool)
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{tool}: {done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main())
