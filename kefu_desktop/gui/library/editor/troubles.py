"""What is wrong with placeholders, as sentences."""

from PySide6.QtCore import QCoreApplication

from kefu_desktop.core.template import Problem, Trouble


def word(trouble: Trouble, source: str) -> str:
    """Says what is the matter with one placeholder of ``source``, and what would mend it."""
    written = source[trouble.start : trouble.end]
    return _sentence(trouble.problem).format(written=written, word=trouble.word)


def _sentence(problem: Problem) -> str:
    translate = QCoreApplication.translate
    return {
        Problem.MALFORMED: translate(
            "Troubles",
            "{written} is not understood and would be sent as it stands. Check how it is written.",
        ),
        Problem.FRAGMENT_MISSING: translate(
            "Troubles",
            "There is no reply with the title or shortcut “{word}”: {written} would leave nothing.",
        ),
        Problem.FRAGMENT_CYCLE: translate(
            "Troubles", "{written} leads back to “{word}”. A reply cannot hold itself."
        ),
        Problem.FRAGMENT_TOO_DEEP: translate(
            "Troubles", "{written} takes in too many replies: it stops at “{word}”."
        ),
        Problem.FRAGMENT_IMAGE: translate(
            "Troubles", "{written} takes in the words of “{word}”, not its image."
        ),
        Problem.MOOD_UNKNOWN: translate(
            "Troubles",
            "There is no emoticon “{word}”: {written} would leave nothing. Choose another.",
        ),
        Problem.FORM_INVALID: translate(
            "Troubles",
            "{written} cannot be written in the form “{word}”. Use letters such as M, d, HH, mm.",
        ),
        Problem.DATE_OUT_OF_RANGE: translate(
            "Troubles", "{written} lies outside of the calendar. Choose fewer days."
        ),
        Problem.IMAGE_MISSING: translate(
            "Troubles", "There is no image for {written}. Add one, or take the placeholder out."
        ),
    }[problem]
