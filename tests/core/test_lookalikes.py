"""Text that only looks like a placeholder: it comes out as it went in, and nobody is asked."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu_desktop.core.placeholders import Mistake, read
from kefu_desktop.core.template import Context, asks, render

CONTEXT = Context(datetime(2026, 11, 21, 9, 5, tzinfo=UTC))

LOOKALIKES = r"""
{id:1}
{id:0,name:x}
{page:pageNum,size:10}
{user:{name}}
{"user":{name}}
{"hello": "Hi {name}"}
{ "a": { "b": "{c_d}" } }
[{"to": "{buyer}", "on": "{date}"}]
var x = {name};
const {name} = props;
const user = {name}
export default {name}
import {name} from 'x'
return {name}
try {run} finally {close}
if (ok) {run}
if (a) {run} else {stop}
while (x < 3) { {run} }
switch(x){run}
function f(a, b) {run}
def f(x): {run
items.map(x => {name})
items.forEach((x) => { {name} })
class A {body}
enum Colour {red}
struct {name}
<b>Hello {name}</b>
<div className={name} id="x">
<string name="hello">Hello {name}</string>
t('Hello {name}')
_("Hello {name}")
println!("{name}")
print(f"{name}")
f"Hello {name}"
f'Hello {name}'
$"Hello {name}"
`${name}`
"hello": "Hello {name}",
"hello.world" = "Hello {name}";
msgid "Hello {name}"
msgstr[0] "Hello {name}"
shop.hello=Hello {name}
{count, plural, one {# item} other {# items}}
{count, plural, one {item} other {items}}
{gender, select, male {He} female {She} other {They}}
{0} of {1}
{0:>10} {1!r}
{price:.2f} {n:,} {x:>10}
{count:number} {day:short} {flag:bool}
%{count} items, #{name}
@{user.name} stash@{0} HEAD@{upstream}
${HOME}/bin ${name:-x} $${x}
$ awk '{print}' file
awk '{print $1}'
mv file.{txt,md}
echo {1..5} {a,b}
find . -exec rm {} \;
cp --target {dir} x
/api/users/{user}/orders
./run/{name}.sh
~/{name}/x
https://x.cn/{id}?u={user}
http://x.cn/?a=1&b={order}
www.x.cn/{order}
wss://x.cn/{room}
\frac{a}{b} \frac{num}{den}
\textbf{date} \begin{image} \cmd[opt]{time}
\sqrt{word} \emph{two words}
\textbf{加粗} \section*{标题} \frac{甲}{乙}
{ order } {date + 3} {date +1} {order }
a{color:red}
p {color:red}
p {color: red; margin: 0}
.a, .b {display:none}
@media print {p {margin:0}}
{position:absolute}
div{cursor:pointer}
:root{--x:1}
{{1,2},{3,4}}
int a[2] = {x, y};
{o_o} {T_T} {x_x}
{n} {x} {i}
{ } {} { name }
{a b} {a.b} {a/b} {a?b} {a[0]}
{name: value} {name:"value"} {name:'v'}
{name:userName} {name:user_name} {name:user.name} {name:f(x)} {name:a=b}
{active:true} {value:null} {x1:undefined}
{"date":"{date}","time":"{time}"}
{550e8400-e29b-41d4-a716-446655440000}
// {name} is the name
>>> {name}
{快递+3} {快递=中通} {单号 {单号
单号}
{订单 号}
""".strip().splitlines()


@pytest.mark.parametrize("text", LOOKALIKES)
def test_code_is_left_alone(text: str) -> None:
    rendered = render(text, CONTEXT)
    assert "".join(part.text for part in rendered.parts) == text.strip()
    assert (rendered.unanswered, rendered.troubles) == ((), ())


@pytest.mark.parametrize("around", ["{}\n", "亲，\n{}", "代码：\n\n{}\n\n谢谢"])
@pytest.mark.parametrize("text", LOOKALIKES)
def test_code_is_left_alone_among_other_lines(text: str, around: str) -> None:
    whole = around.replace("{}", text)
    assert asks(whole, CONTEXT) == ()
    assert render(whole, CONTEXT).parts[0].text == whole


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dear {name}, order {order-no} ({courier}) is on its way.", "name order-no courier"),
        ("Dear {name}: {order}", "name order"),
        ("don't worry, {name}!", "name"),
        ("Please return {order} and try {product}.", "order product"),
        ("for you (VIP) {name}", "name"),
        ("{greeting} {name}{order}", "name order"),
        ("@{name} hello", "name"),
        ("价格{price}元", "price"),
        ("你好{name}", "name"),
        ("{courier:SF|SF|UPS}", "courier"),
        ("{courier:DHL Express}", "courier"),
        ("{phone:iPhone} {shop-name:eBay}", "phone shop-name"),
        ("https://x.cn/{单号}?u={买家名}", "单号 买家名"),
        ('{"单":"{单号}"}', "单号"),
        ("a{单号} #{单号} f(){单号} \\x{单号}", "单号"),
        ("见 https://x.cn/a ，{name}您好", "name"),
        ("{{ {name} }}", "name"),
        ("(^_^) {name}  >_< {order}", "name order"),
        ("1/2 {name}", "name"),
    ],
)
def test_people_are_asked_all_the_same(text: str, names: str) -> None:
    assert [ask.name for ask in asks(text, CONTEXT)] == names.split()


_KEYS = st.from_regex(r"[a-z]{2,8}", fullmatch=True)
_ATOMS = st.one_of(
    st.integers(-99, 999).map(str),
    st.sampled_from(["true", "false", "null", '""', '"x"', "[]", "{}", '"{name}"', '"中 {name}"']),
)


def _objects(quote: str) -> st.SearchStrategy[str]:
    def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        pairs = st.lists(st.tuples(_KEYS, inner), min_size=1, max_size=3)
        objects = pairs.map(lambda p: "{" + ",".join(f"{quote}{k}{quote}:{v}" for k, v in p) + "}")
        return objects | st.lists(inner, max_size=3).map(lambda v: f"[{','.join(v)}]")

    return nested(st.recursive(_ATOMS, nested, max_leaves=10))


@given(_objects('"') | _objects(""), st.sampled_from(["", "请看 ", "data = ", "\n"]))
def test_objects_of_programs_come_out_as_they_went_in(code: str, before: str) -> None:
    rendered = render(before + code, CONTEXT)
    assert rendered.parts[0].text == before + code
    assert rendered.unanswered == ()


_RULE = st.tuples(
    st.sampled_from(["p", ".a .b", "#x > a", "@media print", "td:hover", "*"]),
    st.lists(
        st.sampled_from(["color:red", "margin: 0", "font-size:12px", "top:0", "width:calc(1px)"]),
        max_size=3,
    ),
    st.sampled_from(["{}", " {}", " {{\n  {}\n}}"]),
)


@given(st.lists(_RULE, min_size=1, max_size=3))
def test_style_sheets_come_out_as_they_went_in(rules: list[tuple[str, list[str], str]]) -> None:
    code = "\n".join(
        selector
        + (
            "{" + ";".join(styles) + "}"
            if "\n" not in shape
            else " {\n" + ";\n".join(styles) + "\n}"
        )
        for selector, styles, shape in rules
    )
    assert render(code, CONTEXT).parts[0].text == code
    assert asks(code, CONTEXT) == ()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("好{日期:x}", "{日期:x}"),
        ("{日期+3工日}天", "{日期+3工日}"),
        ("{ 日期 x}", "{ 日期 x}"),
        ("{日期", "{日期"),
        ("{日期 \n}", "{日期"),
        ("{随机}好", "{随机}"),
        ("{光标:左}", "{光标:左}"),
        ("{分段|甲}", "{分段|甲}"),
        ("{片段}", "{片段}"),
        ("{片段:}", "{片段:}"),
        ("您好｛日期｝", "｛日期｝"),
        ("您好｛表情:微笑｝{{", "｛表情:微笑｝"),
    ],
)
def test_what_begins_like_one_of_ours_is_told_and_sent_as_it_stands(
    text: str, written: str
) -> None:
    start = text.index(written)
    assert read(text).mistakes == (Mistake(start, start + len(written)),)
    assert render(text, CONTEXT).parts[0].text == text.replace("{{", "{")


@pytest.mark.parametrize(
    "text", ["{{日期:x}}", "{日期安排}", "{date:x}", "｛店庆｝", "日期:x}", "{日期}"]
)
def test_what_is_right_or_not_ours_is_no_mistake(text: str) -> None:
    assert read(text).mistakes == ()
