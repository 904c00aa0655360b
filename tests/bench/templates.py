"""Filling in placeholders: ten thousand replies as one buyer after another gets them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime

from kefu_desktop.app.almanac import Almanac
from kefu_desktop.core.fragments import Fragment
from kefu_desktop.core.template import Context, render
from tests.bench.report import Report

COUNT = 10_000
SECONDS = 1.0
"""What so many may take: a preview of a reply is then never the reason for a late frame."""

REPLIES = (
    "{问候}，{买家}，欢迎光临{店铺}，有什么可以帮您的吗{表情:微笑}",
    "您的订单{单号}已由{快递:中通}发出，预计{日期+3=M月d日}送达，请留意查收{表情:包裹}",
    "{随机|您好|在的|您请说}，这款今天下单{日期+1工作日}就能发货{分段}{客服}为您服务",
    "Dear {name}, your order {order} left today by {courier:UPS} and arrives on {date+3=d MMM}.",
    "这款是纯棉的，机洗就可以，不掉色也不缩水，请您放心。",
    "退款会在{日期+5工作日=M月d日 EEEE}前原路退回，{片段:落款}",
    '代码是 {"id": 1, "tags": ["a", "b"]}，祝您{节日:生活}快乐',
)


def run(report: Report) -> None:
    """Renders different texts, then one text again and again as a preview does."""
    report.title("Placeholders")
    almanac = Almanac()
    context = Context(
        moment=datetime.fromisoformat("2026-11-21T09:00:00+08:00"),
        values={"单号": "SF1234567890", "name": "Ann", "order": "7"},
        shop="小店",
        write_mood=lambda name: "😊",
        is_workday=almanac.is_workday,
        lunar=almanac.lunar,
        fragment=lambda name: Fragment(name, ("{店铺}{客服}",)),
    )
    for text in REPLIES:
        render(text, context)
    different = [f"{REPLIES[n % len(REPLIES)]} {n}" for n in range(COUNT)]
    same = [REPLIES[n % len(REPLIES)] for n in range(COUNT)]
    report.row("template.render.10k", _seconds(different, context), "s", SECONDS)
    report.row("template.render.10k.again", _seconds(same, context), "s", SECONDS)


def _seconds(texts: Sequence[str], context: Context) -> float:
    """The quickest of three: the others were waiting for the machine."""
    return min(_timed(lambda: [render(text, context) for text in texts]) for _ in range(3))


def _timed(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun
