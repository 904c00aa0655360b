"""Plain text of HTML: what a reader saw, whatever the marks are like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.core.errors import Code, InvalidInput
from kefu_desktop.packs.foreign.html_text import HTML_LIMIT, looks_like_html, plain_text

QT = (
    '<!DOCTYPE HTML><html><head><meta name="qrichtext" content="1" /><style type="text/css">'
    "p, li { white-space: pre-wrap; }</style></head><body>{}</body></html>"
)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>您好</p><p>在的</p>", "您好\n在的"),
        ("<p>您好</p>\n<p><br/></p>\n<p>在的</p>", "您好\n\n在的"),
        ("<div>您好<div>在的</div>亲</div>", "您好\n在的\n亲"),
        ("第一行<br>第二行<br/><br>第四行", "第一行\n第二行\n\n第四行"),
        ("  <p>\n  two   <b>words</b>\n </p>", "two words"),
        ("a &amp; b &lt;3 &#128522;&nbsp;&copy", "a & b <3 😊 ©"),
        (
            "<ul><li>甲<li>乙<ol><li>一</li><li>二</li></ol></ul>完",
            "- 甲\n- 乙\n  1. 一\n  2. 二\n完",
        ),
        (
            "<table><tr><th>尺码</th><th>身高</th></tr><tr><td>M<td> 160 </table>",
            "尺码\t身高\nM\t160",
        ),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<style>p {x}</style><script>if (a<b) x()</script><title>t</title>好", "好"),
        ("<!-- <p>没有</p> -->有<!-- 没有", "有"),
        ("1 < 2, <3 <p", "1 < 2, <3 <p"),
        ("", ""),
    ],
)
def test_what_is_read_of_it(html: str, text: str) -> None:
    assert plain_text(html).text == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('看<a href="https://a.cn/x">这里</a>。', "看这里 (https://a.cn/x)。"),
        ('<a href="https://a.cn/">a.cn</a>', "a.cn"),
        ('<a href="https://a.cn"><b>https://a.cn</b></a>', "https://a.cn"),
        ('<a href="mailto:a@b.cn">写信</a>', "写信 (a@b.cn)"),
        ('<a href="javascript:alert(1)">这里</a><a href="#x">那里</a>', "这里那里"),
        ('<a href="https://a.cn"></a>', "https://a.cn"),
    ],
)
def test_links_show_their_address(html: str, text: str) -> None:
    assert plain_text(html).text == text


def test_blanks_are_kept_where_the_style_says_so() -> None:
    assert plain_text(QT.replace("{}", "<p>一  二</p>\n<p> 三</p>")).text == "一  二\n 三"


def test_pictures_are_named() -> None:
    html = (
        '<img src="https://a.cn/尺码表.png">看<img alt="微笑" src="data:image/png;base64,AA"><img>'
    )
    assert plain_text(html) == ("看微笑", ("尺码表.png", "微笑", "?"))


@pytest.mark.parametrize(
    ("text", "looks"),
    [
        ("<p>您好</p>", True),
        (" <html>\n<body>x</body></html>\n", True),
        ("<b>重要</b>：请看", False),
        ("请用 <b> 加粗", False),
        ("<手机> 好", False),
        ("<3", False),
    ],
)
def test_whether_a_text_is_html(text: str, looks: bool) -> None:
    assert looks_like_html(text) is looks


MARKS = st.sampled_from(
    ["<", ">", "<p", "</", "<!", "<!--", "-->", "<![", "<?", "&", "&#x", ";", '"', "='", "a", " "]
)


@given(st.lists(st.one_of(MARKS, st.text(max_size=3)), max_size=12))
def test_nothing_of_it_raises(pieces: list[str]) -> None:
    plain_text("".join(pieces))


def test_more_than_a_text_can_be_is_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        plain_text("<p>" * HTML_LIMIT)
    assert caught.value.code is Code.TEXT_TOO_LONG
