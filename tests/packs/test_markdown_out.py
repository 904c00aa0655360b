"""What is written for print: shown by a renderer of Markdown, it is what was there."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kefu_desktop.core.cleaning import UNWANTED
from kefu_desktop.core.errors import Code
from kefu_desktop.core.model import Attachment, Digest, Kind, Millis, Uid
from kefu_desktop.core.records import Pack, Record
from kefu_desktop.core.watching import Cancelled, Watch
from kefu_desktop.packs.markdown_out import escaped
from kefu_desktop.packs.writing import write

NOW = Millis(1_767_225_600_000)


class Shown(HTMLParser):
    """What a reader sees: blocks by their tags."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.blocks: list[tuple[str, str]] = []
        self._text = ""
        self.feed(MarkdownIt("gfm-like", {"linkify": False}).render(markdown))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"br", "strong"}:
            self._text = ""

    def handle_endtag(self, tag: str) -> None:
        if tag not in {"br", "strong"} and self._text.strip():
            self.blocks.append((tag, self._text.replace("\xa0", " ").strip()))
            self._text = ""

    def handle_data(self, data: str) -> None:
        self._text += data


def record(*variants: str, **fields: Any) -> Record:
    return Record(uid=Uid("r"), title=fields.pop("title", "标题"), variants=variants, **fields)


def test_a_pack(tmp_path: Path) -> None:
    shown = Attachment(Digest("0" * 64), "尺_码_.png", "image/png", 1)
    pack = Pack(
        uid=Uid("p"),
        name="团队*话术*",
        version="1.2",
        records=(
            record("好的\n亲", "行", title="发货_时间_", category=("售后", "物流"), shortcut="fh"),
            record(
                "在的", title="在吗", tags=("急",), kind=Kind.GREETING, asked_as=("在吗", "# 有人")
            ),
            record("看图", title="尺码", category=("售后",), notes="别改", attachments=(shown,)),
            record("七天", title="退货", category=("售后", "物流")),
        ),
    )
    findings = write(tmp_path / "a.md", pack, NOW)
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert Shown(text).blocks == [
        ("h1", "团队*话术*"),
        ("p", "版本 1.2 · 2026-01-01 · 4 条"),
        ("h2", "未分组"),
        ("h3", "在吗"),
        ("p", "问候语 · #急"),
        ("p", "买家问法："),
        ("li", "在吗"),
        ("li", "# 有人"),
        ("p", "在的"),
        ("h2", "售后"),
        ("h3", "尺码"),
        ("p", "看图"),
        ("p", "图片：尺_码_.png"),
        ("p", "备注："),
        ("p", "别改"),
        ("h3", "物流"),
        ("h4", "发货_时间_（;fh）"),
        ("p", "说法 1"),
        ("p", "好的\n亲"),
        ("p", "说法 2"),
        ("p", "行"),
        ("h4", "退货"),
        ("p", "七天"),
    ]
    assert [(f.where.source, f.code, dict(f.params)) for f in findings] == [
        ("尺码", Code.WRITTEN_PICTURE_LEFT, {"name": "尺_码_.png"})
    ]


signs = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])
    | st.sampled_from("\\`*_[]<>&~|$#+=-.!)(1: \t{}'\""),
    max_size=30,
).filter(lambda text: not UNWANTED.search(text))


@given(lines=st.lists(signs, min_size=1, max_size=4))
@example(lines=["1. a", "- b", "# c", "=== ", "---"])
@example(lines=["a", "==="])
@example(lines=["| a | b |", "|---|---|"])
@example(lines=["<b>&amp;</b>", "[a](b)", "![a](b)", "    code", "```"])
def test_every_character_is_shown(lines: list[str]) -> None:
    markdown = "\n".join(f"> {escaped(line)}\\" if line.strip() else ">" for line in lines)
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(f"{markdown}\n> \\.")
    assert not re.findall(r"<(?!/?(?:blockquote|p|br)\b)", rendered)
    said = "".join("".join(lines).split())
    seen = "".join("".join(text for _, text in Shown(f"{markdown}\n> \\.").blocks).split())
    assert seen.removesuffix(".").replace("\\", "") == said.replace("\\", "")


@pytest.mark.parametrize("ending", [".md", ".yml"])
def test_given_up_half_way_leaves_what_was_there(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_text("before")
    pack = Pack(uid=Uid("p"), name="x", records=(record("y"),))
    with pytest.raises(Cancelled):
        write(path, pack, NOW, Watch(cancelled=lambda: True))
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]
