"""Variables of espanso: what stands between ``{{`` and ``}}``, in the notation of this program."""

from pathlib import Path
from typing import Any

import pytest

from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.core.placeholders import Slot, parse
from kefu_desktop.packs.foreign.espanso_variables import (
    Surroundings,
    Template,
    Variable,
    write,
)
from kefu_desktop.packs.reading import read
from tests.packs.foreign.test_espanso import matches, of_one, variable, written


def text_of(tmp_path: Path, text: str, *variables: dict[str, Any], **more: Any) -> str:
    said = {"trigger": ":x", "replace": text, "vars": list(variables)}
    record, _ = of_one(tmp_path, said, **more)
    [variant] = record.variants
    return variant


@pytest.mark.parametrize(
    ("params", "text"),
    [
        ({"format": "%Y-%m-%d"}, "{日期=yyyy-MM-dd}"),
        ({"format": "%-m月%-d日", "offset": 86400 * 3}, "{日期+3=M月d日}"),
        ({"format": "%H:%M", "offset": -86400}, "{日期-1=HH:mm}"),
        ({"format": "%d|%m"}, "{日期=dd}|{日期=MM}"),
        ({}, "{日期=yyyy-MM-dd HH:mm:ss}"),
    ],
)
def test_dates(tmp_path: Path, params: dict[str, Any], text: str) -> None:
    assert text_of(tmp_path, "到{{d}}", variable("d", "date", **params)) == f"到{text}"


@pytest.mark.parametrize("params", [{"format": "%j"}, {"format": "%H", "offset": 3600}])
def test_dates_without_a_counterpart(tmp_path: Path, params: dict[str, Any]) -> None:
    said = {"trigger": "a", "replace": "到{{d}}", "vars": [variable("d", "date", **params)]}
    record, pack = of_one(tmp_path, said)
    assert parse(record.variants[0]) == ("到{{d}}",)
    assert [(f.code, dict(f.params)) for f in pack.findings] == [
        (Code.RECORD_PLACEHOLDER_LEFT, {"placeholder": "{{d}}"})
    ]


def test_clipboard_echo_and_cursor(tmp_path: Path) -> None:
    echo, copied = variable("e", "echo", echo="[{{c}}]"), variable("c", "clipboard")
    assert text_of(tmp_path, "看{{ e }}$|$完$|$", echo, copied) == "看[{剪贴板}]{光标}完"


def test_choices(tmp_path: Path) -> None:
    pick = variable("快递", "choice", values=["中通", "顺丰"])
    assert text_of(tmp_path, "发{{快递}}", pick) == "发{快递|中通|顺丰}"
    lines = variable("快递", "choice", values="中通\n顺丰\n")
    assert text_of(tmp_path, "发{{快递}}", lines) == "发{快递|中通|顺丰}"
    chance = variable("r", "random", choices=["好", "行"])
    assert text_of(tmp_path, "{{r}}的", chance) == "{随机|好|行}的"


def test_a_choice_with_labels_puts_in_what_it_stands_for(tmp_path: Path) -> None:
    values = [{"id": "zt", "label": "中通"}, {"id": "sf", "label": "顺丰"}]
    said = {
        "trigger": "a",
        "replace": "发{{k}}",
        "vars": [variable("k", "choice", values=values)],
    }
    record, _ = of_one(tmp_path, said)
    assert [slot.choices for slot in parse(record.variants[0]) if isinstance(slot, Slot)] == [
        ("zt", "sf")
    ]
    assert record.notes == "中通 = zt\n顺丰 = sf"


def test_a_text_by_chance_is_several_wordings(tmp_path: Path) -> None:
    chance = variable("r", "random", choices=["好的\n亲", "{行}", "嗯{{c}}"])
    said = {"trigger": "a", "replace": "{{r}}", "vars": [chance, variable("c", "clipboard")]}
    record, _ = of_one(tmp_path, said)
    assert record.variants == ("好的\n亲", "{{行}}", "嗯{剪贴板}")
    said["replace"] = "亲，{{r}}！{{r}}"
    record, _ = of_one(tmp_path, said)
    assert record.variants[0] == "亲，好的\n亲！好的\n亲"


def test_forms(tmp_path: Path) -> None:
    fields = {
        "carrier": {"type": "choice", "values": ["中通", "顺丰"], "default": "顺丰"},
        "no": {"multiline": True, "default": "123"},
    }
    said = {
        "trigger": "a",
        "form": "[[name]]您好，[[carrier]] [[no]]\n[[name]]",
        "form_fields": fields,
    }
    record, _ = of_one(tmp_path, said)
    slots = [node for node in parse(record.variants[0]) if isinstance(node, Slot)]
    assert [(s.default, s.choices) for s in slots] == [
        (None, ()), (None, ("顺丰", "中通")), ("123", ()), (None, ())
    ]  # fmt: skip
    assert slots[0].name == slots[3].name


def test_forms_among_variables(tmp_path: Path) -> None:
    one = variable("f", "form", layout="[[甲]]")
    two = variable("g", "form", layout="[[甲]]", fields={"甲": {"default": "x"}})
    text = text_of(tmp_path, "{{f.甲}}{{g.甲}}{{f.甲}}", one, two)
    names = [node.name for node in parse(text) if isinstance(node, Slot)]
    assert names[0] == names[2] != names[1]


def test_the_form_of_version_1(tmp_path: Path) -> None:
    record, pack = of_one(tmp_path, {"trigger": "a", "form": "{{单号}}已发{{c}}"},
                          global_vars=[variable("c", "clipboard")])  # fmt: skip
    assert record.variants == ("{单号}已发{剪贴板}",)
    assert [f.code for f in pack.findings] == [Code.RECORD_READS_CLIPBOARD]


def test_another_match(tmp_path: Path) -> None:
    other = {
        "triggers": [":b", ":c"],
        "replace": "{{n}}天",
        "vars": [variable("n", "echo", echo="7")],
    }
    said = {
        "trigger": ":a",
        "replace": "退{{m}}",
        "vars": [variable("m", "match", trigger=":c")],
    }
    pack = read(written(tmp_path / "a.yml", matches(said, other)))
    assert [record.variants[0] for record in pack.records] == ["退7天", "7天"]


def test_rings(tmp_path: Path) -> None:
    one = {"trigger": "a", "replace": "甲{{m}}", "vars": [variable("m", "match", trigger="b")]}
    two = {"trigger": "b", "replace": "乙{{m}}", "vars": [variable("m", "match", trigger="a")]}
    pack = read(written(tmp_path / "a.yml", matches(one, two)))
    assert parse(pack.records[0].variants[0]) == ("甲乙甲{{m}}",)
    assert {f.code for f in pack.findings} == {Code.RECORD_PLACEHOLDER_LEFT}
    echo = [variable("x", "echo", echo="{{y}}"), variable("y", "echo", echo="{{x}}")]
    assert parse(text_of(tmp_path, "{{x}}", *echo)) == ("{{x}}",)


def test_texts_that_grow_with_each_step(tmp_path: Path) -> None:
    grown = [variable(f"v{n}", "echo", echo=f"{{{{v{n + 1}}}}}" * 10) for n in range(12)]
    said = {
        "trigger": "a",
        "replace": "{{v0}}",
        "vars": [*grown, variable("v12", "echo", echo="ha")],
    }
    pack = read(written(tmp_path / "a.yml", matches(said)))
    assert [f.code for f in pack.findings] == [Code.TEXT_TOO_LONG]


@pytest.mark.parametrize(
    ("kind", "params", "language"),
    [
        ("shell", {"cmd": "touch ran"}, "shell"),
        ("shell", {"cmd": "touch ran", "shell": "bash"}, "bash"),
        ("script", {"args": ["python", "-c", "open('ran', 'w')"]}, "python"),
    ],
)
def test_code_is_left(
    tmp_path: Path, kind: str, params: dict[str, Any], language: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    said = {"trigger": "a", "replace": "IP {{ip}}", "vars": [variable("ip", kind, **params)]}
    record, pack = of_one(tmp_path, said)
    assert parse(record.variants[0]) == ("IP {{ip}}",)
    [finding] = pack.findings
    assert finding.code is Code.RECORD_CODE_LEFT
    assert dict(finding.params) == {"placeholder": "{{ip}}", "language": language}
    assert not (tmp_path / "ran").exists()


def test_globals(tmp_path: Path) -> None:
    shop = [variable("shop", "echo", echo="小店")]
    assert text_of(tmp_path, "{{shop}}", global_vars=shop) == "小店"
    assert (
        text_of(tmp_path, "{{shop}}", {"name": "shop", "type": "global"}, global_vars=shop)
        == "小店"
    )
    assert (
        text_of(tmp_path, "{{shop}}", variable("shop", "echo", echo="大店"), global_vars=shop)
        == "大店"
    )


def test_what_looks_like_ours_stays_text(tmp_path: Path) -> None:
    text = r"{单号} \{\{x\}\} {{unknown}} ${a}"
    assert parse(text_of(tmp_path, text)) == (r"{单号} {{x}} {{unknown}} ${a}",)


def test_many_texts_that_grow_out_of_little() -> None:
    grown = {f"v{n}": Variable("echo", {"echo": f"{{{{v{n + 1}}}}}" * 6}) for n in range(2)}
    around = Surroundings({**grown, "v2": Variable("echo", {"echo": "好"})}, room=10_000)
    for _ in range(3):
        assert write(Template("{{v0}}"), around).variants == ("好" * 36,)
    with pytest.raises(InvalidInput) as caught:
        write(Template("{{v0}}"), around)
    assert caught.value.code is Code.TEXT_TOO_LONG
    assert write(Template("您好"), around).variants == ("您好",)
