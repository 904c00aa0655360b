"""A shop for each test, and somebody who answers its buyers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kefu_desktop.core.model import Kind
from tests.app.agent import Agent
from tests.app.shop import Shop, opened


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with opened(tmp_path) as made:
        yield made


@pytest.fixture
def agent(shop: Shop, tmp_path: Path) -> Iterator[Agent]:
    shop.add("吃饭", "吃饭去，{回来时间:稍后}回来", "去吃饭了", kind=Kind.AWAY, tags=("午休",))
    shop.add("马上", "{回来时间:马上}回来", kind=Kind.AWAY, tags=("马上回来",))
    shop.add("下班", "下班了，{回来时间:明天}见", kind=Kind.AWAY, tags=("下班",))
    shop.add("忙", "前面还有几位", kind=Kind.AWAY, tags=("忙碌",))
    shop.add("久等", "让您久等，离开了{离开时长:一会儿}", kind=Kind.AWAY, tags=("回来",))
    shop.add("吃完", "吃完饭了", kind=Kind.AWAY, tags=("回来", "午休"))
    agent = Agent(shop, tmp_path)
    agent.is_at("2026-11-20T12:04")
    yield agent
    agent.presence.close()
