"""Tells a name in braces that somebody is to be asked for from one that belongs to some program's
text: JSON, CSS, a script, an address, LaTeX, a string to be translated.

Only names in Latin letters are doubted. Programs hardly name anything in Chinese, so ``{单号}`` is
a placeholder wherever it stands, but for the words that LaTeX sets.
"""

import re

LOOK_BEHIND = 120
"""Of what stands before a placeholder in its line, so many characters are looked at."""

# What makes its argument text whoever stands in it, our own names too: LaTeX's `\frac{a}{b}` and
# `\cmd[opt]{x}`.
_LATEX = re.compile(r"\\[A-Za-z@]+\*?(?:\[[^\]]*\])*(?:\{[^{}]*\})*\Z")

# The same for an argument in Chinese, of the commands that take words. Behind any other backslash,
# a line end written as `\n` for one, a Chinese name is a placeholder.
_TYPESET = re.compile(
    r"""\\(?:
      text\w*|math(?:rm|bf|it|sf)|emph|underline|mbox|hbox|fbox|boxed|operatorname|d?t?frac|sqrt
    | title|author|chapter|(?:sub){0,2}section|(?:sub)?paragraph|caption|footnote|centerline
    | label|ref|cite|begin|end|newcommand|tag|overset|underset
    )\*?(?:\[[^\]]*\])*(?:\{[^{}]*\})*\Z""",
    re.VERBOSE,
)

# Code that begins with a word.
_WORDED = re.compile(
    r"""
      (?:^|[;{})])\s*(?:import|export(?:\s+default)?|return|try|else|do|finally|struct|enum|union)\s*\Z
    | (?:^|[;{})])\s*(?:export\s+)?(?:class|interface|namespace|struct|enum)\s+\w+\s*\Z
    | (?:^|[;{})])\s*(?:const|let|var)\s+\Z
    | ^\s*(?:msgid|msgstr(?:\[\d\])?)\s
    """,
    re.VERBOSE,
)

# Code that has one of these signs before the braces.
_SIGNS = re.compile(r"""[/=<"'`$>@-]|\)\s""")
_SIGNED = re.compile(
    r"""
      \w@\Z                                               # HEAD@{upstream}
    | \b(?:https?|ftp|file|wss?)://[!-~]*\Z               # an address
    | \bwww\.[!-~]*\Z
    | (?:^|\s)[.~]{0,2}/[!-~]*\Z                          # a path
    | (?:^|\s)--?[A-Za-z][\w-]*\s\Z                       # an option: --name {x}
    | \b(?:const|let|var)\s+\w+\s*=\s*\Z
    | \b(?:if|for|while|switch|catch)\s*\([^\n]*\)\s*\Z
    | \b(?:function|func|fn|def)\b[^\n(]*\([^\n]*\)\s*\Z
    | =>\s*\Z
    | <[A-Za-z][\w.-]*(?:\s[^<>]*)?>[^<>]*\Z              # <b>Hello {x}</b>
    | \w!?\(\s*[bfru]?(?:"[^"]*|'[^']*|`[^`]*)\Z          # t('Hello {x}')
    | (?:^|[^\w])[fF$]@?"[^"]*\Z                          # f"Hello {x}"
    | (?:^|[^\w])[fF]'[^']*\Z
    | "[\w .-]+"\s*[:=]\s*"[^"]*\Z                        # "hello": "Hello {x}"
    | \[(?:(?:[!#-~\s]|"[^"]*")*,)?\s*"[^"]*\Z             # [1, "Hello {x}"]
    | ^\s*[\w-]+(?:\.[\w-]+)+\s*=                         # shop.hello=Hello {x}
    | ^\s*(?:\$\s|>>>|//|/\*)                             # a prompt, a comment
    """,
    re.VERBOSE,
)

_FACE = re.compile(r"(\w)[_.·-]+\1")

_LITERAL = re.compile(
    r"any|auto|bool|boolean|currency|double|false|float|inherit|initial|int|integer|long"
    r"|medium|nil|none|null|number|object|percent|select|short|str|string|true|undefined|unset"
    r"|void",
    re.IGNORECASE,
)
"""What follows a colon in code and says nothing to a buyer: values, types, forms of numbers."""

_STYLE = re.compile(
    r"align-items|animation|background|bottom|border|box-shadow|box-sizing|clear|color|content"
    r"|cursor|direction|display|fill|filter|flex|flex-direction|flex-wrap|float|font"
    r"|font-family|font-size|font-style|font-weight|gap|grid|height|justify-content|left"
    r"|letter-spacing|line-height|margin|max-height|max-width|min-height|min-width|opacity"
    r"|outline|overflow|padding|position|resize|right|src|stroke|table-layout|text-align"
    r"|text-decoration|text-transform|top|transform|transition|user-select|vertical-align"
    r"|visibility|white-space|width|word-break|z-index",
    re.IGNORECASE,
)
"""Properties of CSS: ``p {color:red}`` stands in a text as a sentence would."""

_CODE_DEFAULT = re.compile(
    r"""[;=<>`$\\]|\w\(|,\s*["']?\w+["']?\s*:|\A\w+(?:\.\w+)+\Z|\A[a-z]{2,}[A-Z]|\A[a-z]+_\w+\Z"""
)


def owns_braces(before: str) -> bool:
    """Whether the braces behind ``before``, the end of a line's beginning, are those of a program
    whatever stands in them.
    """
    return before.endswith(("#", "%")) or ("\\" in before and _LATEX.search(before) is not None)


def typesets(before: str) -> bool:
    """Whether the braces behind ``before`` hold words that LaTeX is to set, in whatever script."""
    return "\\" in before and _TYPESET.search(before) is not None


def reads_as_code(name: str, default: str | None, before: str) -> bool:
    """Whether ``{name}`` or ``{name:default}`` behind ``before``, the end of a line's beginning, is
    rather part of some program's text. ``name`` is in Latin letters.
    """
    if len(name) == 1 or _FACE.fullmatch(name) or _says_code(name, default):
        return True
    last = before[-1:]
    if last in {")", "]", "=", "_"} or (last.isascii() and last.isalnum()):
        return True  # a{x}  f(){x}  a[0]{x}  href={x}
    if _WORDED.search(before):
        return True
    return _SIGNS.search(before) is not None and _SIGNED.search(before) is not None


def _says_code(name: str, default: str | None) -> bool:
    """Whether ``name: default`` is a value, a type or a style."""
    if not default:
        return False
    return (
        not default[0].isalpha()
        or _LITERAL.fullmatch(default) is not None
        or _STYLE.fullmatch(name) is not None
        or _CODE_DEFAULT.search(default) is not None
    )
