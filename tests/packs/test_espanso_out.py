"""What is written for espanso: read by a reader of YAML that is not ours, and by ours again."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import hypothesis
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from kefu_desktop.core.cleaning import UNWANTED
from kefu_desktop.core.dates import Tongue, spell
from kefu_desktop.core.errors import Code
from kefu_desktop.core.model import Attachment, Digest, Kind, Millis, Uid
from kefu_desktop.core.placeholders import Slot, parse
from kefu_desktop.core.records import Finding, Pack, Record
from kefu_desktop.packs.reading import read
from kefu_desktop.packs.strftime import to_strftime
from kefu_desktop.packs.writing import write

NOW = Millis(1_767_225_600_000)


def record(*variants: str, **fields: Any) -> Record:
    return Record(uid=Uid("r"), title=fields.pop("title", "标题"), variants=variants, **fields)


def written(tmp_path: Path, *records: Record) -> tuple[list[dict[str, Any]], tuple[Finding, ...]]:
    """Gives the matches as another program reads them, and what was told."""
    path = tmp_path / "a.yml"
    findings = write(path, Pack(uid=Uid("p"), name="话术", records=records), NOW)
    return yaml.safe_load(path.read_text(encoding="utf-8"))["matches"], findings


def back(*records: Record) -> list[Record]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.yml"
        write(path, Pack(uid=Uid("p"), name="话术", records=records), NOW)
        return list(read(path).records)


def test_a_plain_reply(tmp_path: Path) -> None:
    plain = record("今天发\n明天到", shortcut="fh", tags=("急",), asked_as=("什么时候发？",))
    [match], findings = written(tmp_path, plain)
    assert match == {
        "trigger": ":fh",
        "label": "标题",
        "replace": "今天发\n明天到",
        "search_terms": ["#急", "什么时候发？"],
    }
    assert findings == ()


@pytest.mark.parametrize(
    "word", ["yes", "007", "1e3", "0o7", "1:30", "null", "~", "- a", "a: b", "#x"]
)
def test_words_that_yaml_knows_stay_words(tmp_path: Path, word: str) -> None:
    path = tmp_path / "a.yml"
    write(path, Pack(uid=Uid("p"), name="x", records=(record(word, title=word),)), NOW)
    said = {
        event.value: event.style
        for event in yaml.parse(path.read_text(encoding="utf-8"))
        if isinstance(event, yaml.ScalarEvent)
    }
    assert said[word] in {'"', "|"}


def test_placeholders_are_variables(tmp_path: Path) -> None:
    text = (
        "{日期+3=M月d日}{时间}{星期}{剪贴板}{单号:无}{快递|中通|顺丰}{单号}{随机|好|行}{光标}{买家}"
    )
    [match], findings = written(tmp_path, record(text))
    variables = {one["name"]: one for one in match["vars"]}
    assert match["replace"] == (
        "{{date1}}{{date2}}{{date3}}{{clipboard4}}{{form1.单号}}{{form1.快递}}{{form1.单号}}"
        "{{random5}}$|${{form1.买家}}"
    )
    params = {"format": "%-m月%-d日", "offset": 259_200, "locale": "en-US"}
    assert variables["date1"] == {
        "name": "date1",
        "type": "date",
        "params": params | {"locale": "zh-CN"},
    }
    assert variables["random5"]["params"] == {"choices": ["好", "行"]}
    assert variables["form1"]["params"] == {
        "layout": "单号: [[单号]]\n快递: [[快递]]\n买家: [[买家]]",
        "fields": {
            "单号": {"default": "无"},
            "快递": {"type": "choice", "values": ["中通", "顺丰"], "default": "中通"},
        },
    }
    assert [(f.code, dict(f.params)) for f in findings] == [
        (Code.WRITTEN_OTHERWISE, {"placeholder": "{买家}"})
    ]


def test_wordings_are_taken_by_chance(tmp_path: Path) -> None:
    [match], _ = written(tmp_path, record("好的", "行，{单号}"))
    assert match["replace"] == "{{wording}}"
    assert match["vars"][0]["params"] == {"choices": ["好的", "行，{{form1.单号}}"]}


def test_what_has_no_place_is_told(tmp_path: Path) -> None:
    shown = Attachment(Digest("0" * 64), "尺码.png", "image/png", 1)
    told = record(
        "看{图片}{表情:微笑}{分段}{问候}", attachments=(shown,), notes="x", kind=Kind.AWAY
    )
    alone = record("{图片}", title="图", attachments=(shown,))
    [match], findings = written(tmp_path, told, alone)
    assert match["replace"] == "看[微笑]\n{{choice1}}"
    assert [(f.where.source, f.where.line, f.code, dict(f.params)) for f in findings] == [
        ("标题", 1, Code.WRITTEN_PICTURE_LEFT, {"name": "尺码.png"}),
        ("图", 2, Code.WRITTEN_PICTURE_LEFT, {"name": "尺码.png"}),
        ("标题", 1, Code.WRITTEN_OTHERWISE, {"placeholder": "{表情}"}),
        ("标题", 1, Code.WRITTEN_OTHERWISE, {"placeholder": "{分段}"}),
        ("标题", 1, Code.WRITTEN_OTHERWISE, {"placeholder": "{问候}"}),
        ("话术", 0, Code.WRITTEN_WORDS_ONLY, {}),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{单号}已发{快递|中通|顺丰}，{日期+3=M月d日}到{光标}",
        "{{单号}} {{{{x}}}} ${a}",
        "{随机|好|行}的，{随机|好|行}",
        "{剪贴板}\n\n  第二行 \n",
        "{时间=HH点mm分}",
    ],
)
def test_there_and_back(text: str) -> None:
    [one] = back(record(text))
    assert [
        (node.name, node.form, node.shift, node.choices) if isinstance(node, Slot) else node
        for node in parse(
            one.variants[0].replace("{日期=", "{时间=") if "时间" in text else one.variants[0]
        )
    ] == [
        (node.name, node.form, node.shift, node.choices) if isinstance(node, Slot) else node
        for node in parse(text)
    ]


clean = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("{}$|\\:#\n '\"-x_"), max_size=40
).filter(lambda text: not UNWANTED.search(text) and not any(c in text for c in "\x85\u2028\u2029"))
texts = clean.filter(
    lambda text: (
        bool(text.strip())
        and all(isinstance(node, str) for node in parse(text))
        and not any(lost in text for lost in ("$|$", "\\{\\{", "\\}\\}"))
    )
)


@hypothesis.settings(max_examples=150)
@given(variants=st.lists(texts, min_size=1, max_size=3, unique=True), title=clean)
@example(variants=["\n a"], title="x")
@example(variants=["{{x}}"], title="{{y}}")
@example(variants=[" a\n  b\n", "c"], title="- a")
def test_texts_come_back_character_for_character(variants: list[str], title: str) -> None:
    named = " ".join(title.split()) or "标题"
    [one] = back(record(*variants, title=named, asked_as=tuple(variants[:1])))
    assert [parse(text) for text in one.variants] == [parse(text) for text in variants]
    assert one.title == named


@pytest.mark.parametrize("form", ["yyyy-MM-dd", "M月d日 EEEE", "h:mm a", "HH'点'mm", "yy''M", "d%"])
def test_forms_of_dates(form: str) -> None:
    moment = datetime(2026, 3, 5, 9, 7, tzinfo=UTC)
    written = to_strftime(form)
    assert written is not None
    shown = moment.strftime(written.replace("%A", "星期四").replace("%p", "上午"))
    assert shown == spell(moment, form, Tongue.ZH)


def test_what_espanso_cannot_know_is_asked_for_or_told(tmp_path: Path) -> None:
    source = record("{日期+3工作日}到，{节日:周末}愉快，{片段:落款}")
    [match], findings = written(tmp_path, source)
    assert match["replace"] == "{{form1.日期}}到，周末愉快，[落款]"
    assert [(one.code, one.params) for one in findings] == [
        (Code.WRITTEN_OTHERWISE, (("placeholder", placeholder),))
        for placeholder in ("{日期}", "{节日}", "{片段}")
    ]


@pytest.mark.parametrize("form", ["Q", "yyy", "'open"])
def test_forms_that_are_none(form: str) -> None:
    assert to_strftime(form) is None
