"""What the command line says, in one language. English and Chinese lie side by side in
``resources/cli``; a test keeps them complete.
"""

import tomllib
from collections.abc import Mapping

from kefu_desktop import assets
from kefu_desktop.app.sentences import Sentences
from kefu_desktop.core.errors import Code, KefuError
from kefu_desktop.core.settings import Language

SPOKEN = (Language.ZH_CN, Language.EN)


class Words:
    """The words of one language, by the section and key of its file."""

    def __init__(self, language: Language) -> None:
        text = assets.resource("cli", f"{language.value}.toml").read_text(encoding="utf-8")
        self._sections: Mapping[str, Mapping[str, str]] = tomllib.loads(text)
        self.language = language

    def of(self, section: str, key: str, **facts: object) -> str:
        """Gives a phrase with its facts filled in."""
        return self._sections[section][key].strip().format_map(facts)

    def plain(self, section: str, key: str) -> str:
        """Gives a phrase that has no facts, as it stands: braces mean themselves."""
        return self._sections[section][key].strip()

    def say(self, key: str, **facts: object) -> str:
        """Gives a phrase of the section ``say``."""
        return self.of("say", key, **facts)

    def error(self, error: KefuError) -> str:
        """Says what ``error`` means."""
        return self.finding(error.code, error.params)

    def finding(self, code: Code, params: Mapping[str, str | int]) -> str:
        """Says ``code`` with its parameters; a reason that is itself a code is put into words."""
        sentences = self._sentences()
        reason = str(params.get("reason", ""))
        if reason in Code.__members__.values():
            params = {**params, "reason": sentences.of(Code(reason), params)}
        return sentences.of(code, params)

    def _sentences(self) -> Sentences:
        path = assets.resource("sentences", f"{self.language.value}.toml")
        return Sentences.from_document(tomllib.loads(path.read_text(encoding="utf-8")))
