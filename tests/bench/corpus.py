"""A library of any size that reads like a shop's, and questions an agent would ask of it.

Everything comes from the word lists below and a seed, so the same size gives the same library on
every machine. Sentences are put together at random: they read well, they need not be wise.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TypedDict

from kefu_desktop.search.readings import Readings

NOW = 1_790_000_000.0
"""The moment the uses of a generated library are dated back from, epoch seconds."""

CALLS = ("亲", "亲亲", "您好", "亲爱的", "小伙伴", "宝贝", "顾客您好", "老朋友")
OPENINGS = (
    "感谢您的光临",
    "欢迎来到小店",
    "很高兴为您服务",
    "让您久等了",
    "这个问题问得好",
    "已经看到您的留言了",
    "马上帮您看一下",
    "实在抱歉给您添麻烦了",
)
THINGS = [
    "外套",
    "连衣裙",
    "牛仔裤",
    "运动鞋",
    "双肩包",
    "保温杯",
    "蓝牙耳机",
    "充电宝",
    "手机壳",
    "台灯",
    "床单",
    "枕头",
    "洗发水",
    "面霜",
    "口红",
    "坚果礼盒",
    "红茶",
    "咖啡豆",
    "猫粮",
    "儿童绘本",
    "积木",
    "雨伞",
    "行李箱",
    "电饭煲",
    "空气炸锅",
    "吸尘器",
    "键盘",
    "显示器",
    "平板支架",
    "瑜伽垫",
    "羽绒服",
    "毛衣",
    "衬衫",
    "帽子",
    "围巾",
    "手套",
    "拖鞋",
    "凉席",
    "窗帘",
    "地毯",
    "沙发套",
    "花瓶",
    "相框",
    "挂钟",
    "锅铲",
    "砧板",
    "饭盒",
    "水壶",
]
COLOURS = [
    "黑色",
    "白色",
    "米色",
    "藏青色",
    "酒红色",
    "墨绿色",
    "浅灰色",
    "奶茶色",
    "天蓝色",
    "香槟色",
]
SIZES = [
    "均码",
    "小号",
    "中号",
    "大号",
    "加大号",
    "三十八码",
    "四十码",
    "四十二码",
    "一米五",
    "一米八",
]
TOPICS: dict[str, tuple[str, ...]] = {
    "售前/商品": (
        "{物}有{色}和{色二}两种颜色，{号}目前库存充足",
        "{物}的面料柔软透气，贴身穿也不会扎皮肤",
        "{物}是正品，支持专柜验货，假一赔十",
        "{物}的重量大约{数}克，长度{数二}厘米，误差在两厘米以内",
        "{色}的{物}最近卖得特别好，喜欢可以先加购物车",
        "{物}适合日常通勤，也很适合送给长辈",
        "包装里有{物}一件、说明书一份，不带赠品",
    ),
    "售前/尺码": (
        "身高{数二}左右建议选{号}，喜欢宽松可以大一码",
        "{物}按平时的尺码拍就好，脚背高建议大半码",
        "把您的身高体重告诉我，帮您参考一下{物}的尺码",
    ),
    "售前/议价": (
        "{物}已经是活动价了，再低就要亏本啦",
        "现在下单可以领{钱}元优惠券，比平时划算很多",
        "满{数}元减{钱}元，两件一起拍更省钱",
        "这个价格真的没有办法再少了，帮您申请一份小礼物吧",
    ),
    "售前/支付": (
        "支持花呗、信用卡和银行卡付款，拍下后{时}内付款即可",
        "可以先拍下不付款，改好价格您刷新一下页面",
        "发票默认开电子普票，抬头请在留言里写清楚",
    ),
    "发货/时间": (
        "付款后{时}内发货，当天{点}点前的订单尽量当天发出",
        "{物}是预售款，预计{天}天后安排发货",
        "仓库正在打包您的{物}，今天一定会寄出",
        "还没有发货的话我帮您催一下仓库，请您耐心等待",
    ),
    "发货/物流": (
        "默认发{递}快递，偏远地区发邮政，大约{天}天左右到达",
        "物流显示包裹已经到达{城}，预计明天派送",
        "快递停滞{天}天没有更新，我已经联系{递}核实了",
        "需要修改收货地址请马上告诉我，发出以后只能拦截",
        "可以指定{递}，需要补{钱}元运费",
    ),
    "售后/退换": (
        "支持七天无理由退换，吊牌完好、不影响二次销售就可以",
        "{物}尺码不合适可以换{号}，换货的运费由您承担",
        "质量问题来回运费由我们承担，请您拍照片发给我",
        "退款会在{天}个工作日内原路退回，银行到账稍有延迟",
        "收到退回的{物}后{时}内为您处理退款",
    ),
    "售后/问题": (
        "非常抱歉{物}有破损，马上给您补发一件新的",
        "少发的{物}今天就给您补寄，单号稍后发给您",
        "{物}有轻微色差是灯光和显示器造成的，请以实物为准",
        "清洗{物}建议用冷水手洗，不要漂白，不要暴晒",
        "{物}充不进电请先换一根数据线试试，不行我们给您换新",
    ),
    "售后/评价": (
        "收到您的好评特别开心，期待下次再为您服务",
        "看到您的评价了，没能让您满意真的很抱歉",
        "如果{物}用得满意，麻烦给个五星好评，祝您生活愉快",
    ),
    "活动/大促": (
        "大促期间{物}直降{钱}元，限时{天}天，先到先得",
        "会员日全场{折}折，{物}也参加活动",
        "前{数}名付款的顾客送{物二}一份",
    ),
}
CLOSINGS = (
    "有任何问题随时联系我哦",
    "祝您购物愉快",
    "请您放心下单",
    "麻烦您确认一下",
    "感谢您的理解和支持",
    "我会一直在线的呢",
    "谢谢亲的耐心等待",
    "期待您的再次光临",
)
HEADS = [
    "说明",
    "提醒",
    "安抚",
    "答复",
    "确认",
    "通知",
    "跟进",
    "解释",
    "推荐",
    "感谢",
    "须知",
    "参考",
    "办法",
    "补充",
    "常用",
]
TAGS = [
    "老虎",
    "孔雀",
    "考拉",
    "猫头鹰",
    "新品",
    "爆款",
    "会员",
    "换季",
    "礼盒",
    "高峰",
    "夜班",
    "常用",
    "急单",
]
COURIERS = ["顺丰", "中通", "圆通", "申通", "韵达", "极兔", "邮政"]
CITIES = [
    "北京",
    "上海",
    "广州",
    "深圳",
    "杭州",
    "成都",
    "武汉",
    "西安",
    "南京",
    "重庆",
    "长沙",
    "郑州",
    "沈阳",
    "昆明",
]
BLEND = "吧呢啦哦呀嘛哈咯"
FACES = ("", "", "", "~", "😊", "🌹", "[微笑]", "（＾＾）")
STREETS = [
    "长安",
    "中山",
    "人民",
    "建设",
    "解放",
    "和平",
    "新华",
    "文化",
    "友谊",
    "青年",
    "滨江",
    "朝阳",
    "湖滨",
    "学府",
    "科技",
    "创新",
]
MATERIALS = [
    "纯棉",
    "亚麻",
    "羊毛",
    "真丝",
    "涤纶",
    "帆布",
    "牛皮",
    "不锈钢",
    "陶瓷",
    "玻璃",
    "实木",
    "竹纤维",
    "硅胶",
    "记忆棉",
]
FEELS = [
    "结实",
    "轻便",
    "软糯",
    "挺括",
    "清爽",
    "厚实",
    "细腻",
    "顺滑",
    "耐磨",
    "保暖",
    "防水",
    "静音",
    "省电",
    "小巧",
    "百搭",
    "显瘦",
]
TRADITIONAL = str.maketrans(
    "发货们请这样还说话电质换运费汉时间满减优惠对过给会边颜码连请亲爱后务实单图购钱达订两长",
    "發貨們請這樣還說話電質換運費漢時間滿減優惠對過給會邊顏碼連請親愛後務實單圖購錢達訂兩長",
)


class Reply(TypedDict):
    """One reply of a generated library; the keys of search.index.Document."""

    uid: str
    title: str
    variants: tuple[str, ...]
    shortcut: str
    category: str
    tags: tuple[str, ...]
    asked_as: tuple[str, ...]
    kind: str
    favourite: bool
    uses: int
    last_used: float


@dataclass(frozen=True, slots=True)
class Question:
    """Something an agent might type, with the kind of input it is."""

    kind: str
    text: str


def replies(count: int, seed: int = 7) -> list[Reply]:
    """A library of so many replies, of some 50 characters each; one in twenty is Traditional."""
    source = random.Random(seed)
    categories = tuple(TOPICS)
    made = []
    for number in range(count):
        category = source.choice(categories)
        text = _text(source, category)
        title = _title(source, category)
        if source.random() < 0.05:
            text, title = text.translate(TRADITIONAL), title.translate(TRADITIONAL)
        used = source.random() < 0.33
        made.append(
            Reply(
                uid=f"r{number:06d}",
                title=title,
                variants=(text, _text(source, category)) if source.random() < 0.08 else (text,),
                shortcut=f"{_code(source)}{number}" if source.random() < 0.2 else "",
                category=category,
                tags=tuple(source.sample(TAGS, source.choice((0, 0, 1, 1, 2)))),
                asked_as=(_asked(source),) if source.random() < 0.1 else (),
                kind="reply" if source.random() < 0.97 else source.choice(("greeting", "away")),
                favourite=source.random() < 0.005,
                uses=int(source.paretovariate(0.7)) % 5000 if used else 0,
                last_used=NOW - source.random() * 45 * 86_400 if used else 0.0,
            )
        )
    return made


def _fill(source: random.Random, sentence: str) -> str:
    words = {
        "{物}": source.choice(FEELS) + "的" * (source.random() < 0.3) + source.choice(THINGS),
        "{物二}": source.choice(THINGS),
        "{色}": source.choice(COLOURS),
        "{色二}": source.choice(COLOURS),
        "{号}": source.choice(SIZES),
        "{数}": str(source.randrange(50, 1000)),
        "{数二}": str(source.randrange(20, 190)),
        "{钱}": str(source.randrange(1, 100)),
        "{天}": source.choice("两三四五六七"),
        "{时}": f"{source.choice((12, 24, 36, 48, 72))}小时",
        "{点}": str(source.randrange(12, 20)),
        "{递}": source.choice(COURIERS),
        "{城}": source.choice(CITIES) + source.choice(STREETS) + "路",
        "{折}": str(source.randrange(5, 10)),
    }
    for slot, word in words.items():
        sentence = sentence.replace(slot, word)
    return sentence


def _sku(source: random.Random) -> str:
    letters = "".join(source.choices("ABCDEFGHKLMNPQRSTXYZ", k=2))
    return f"{letters}-{source.randrange(100, 9999)}{source.choice(('', 'A', 'XL', 'B2'))}"


def _code(source: random.Random) -> str:
    return "".join(source.choices("bcdfghjklmnpqrstwxyz", k=2))


def _text(source: random.Random, category: str) -> str:
    parts = []
    if source.random() < 0.7:
        parts.append(source.choice(CALLS))
    if source.random() < 0.35:
        parts.append(source.choice(OPENINGS))
    sentences = source.sample(TOPICS[category], source.choice((1, 1, 1, 1, 1, 2)))
    parts.extend(_fill(source, sentence) for sentence in sentences)
    if source.random() < 0.25:
        parts.append(
            f"{source.choice(MATERIALS)}材质，{source.choice(FEELS)}又{source.choice(FEELS)}"
        )
    if source.random() < 0.15:
        parts.append(f"型号{_sku(source)}")
    parts.append(source.choice(CLOSINGS) + source.choice(BLEND) * (source.random() < 0.3))
    mark = source.choice(("，", "，", "。", "！", "\n"))
    return mark.join(parts) + source.choice(FACES)


def _title(source: random.Random, category: str) -> str:
    topic = category.split("/")[1]
    return (
        f"{source.choice(THINGS)}{topic}{source.choice(HEADS)}{source.choice(('', '', '一', '二'))}"
    )


def _asked(source: random.Random) -> str:
    return _fill(
        source,
        source.choice(("{物}什么时候发货", "{物}能便宜点吗", "{物}坏了怎么办", "发什么快递呀")),
    )


class Asker:
    """Makes up questions about a library: 15 kinds, each found in some reply."""

    def __init__(self, library: list[Reply], readings: Readings, seed: int = 11) -> None:
        self._library = library
        self._readings = readings
        self._source = random.Random(seed)

    def questions(self, of_each: int = 12) -> list[Question]:
        """So many questions of each kind, those of one kind not side by side."""
        kinds = {
            "zh1": lambda: self._piece(1, 1),
            "zh2": lambda: self._piece(2, 2),
            "zh3_6": lambda: self._piece(3, 6),
            "py_full": lambda: self._pinyin(self._piece(2, 4)),
            "py_partial": self._partial,
            "py_initials": lambda: self._initials(self._piece(2, 5)),
            "mixed": self._mixed,
            "typo_py": self._typo_letters,
            "typo_zh": self._typo_characters,
            "trad_simp": lambda: self._piece(2, 3).translate(TRADITIONAL),
            "multi": self._several,
            "shortcut": self._shortcut,
            "filter": self._filter,
            "sku": self._sku,
            "heteronym": self._heteronym,
        }
        return [Question(kind, make()) for _ in range(of_each) for kind, make in kinds.items()]

    def _piece(self, least: int, most: int) -> str:
        """Neighbouring Chinese characters out of some reply."""
        while True:
            reply = self._source.choice(self._library)
            text = self._source.choice((reply["title"], *reply["variants"]))
            length = self._source.randint(least, most)
            start = self._source.randrange(max(1, len(text) - length))
            piece = text[start : start + length]
            if len(piece) == length and all("\u4e00" <= c <= "\u9fff" for c in piece):
                return piece

    def _pinyin(self, piece: str) -> str:
        return "".join(self._readings.of(character)[0] for character in piece)

    def _initials(self, piece: str) -> str:
        return "".join(self._readings.of(character)[0][0] for character in piece)

    def _partial(self) -> str:
        letters = self._pinyin(self._piece(2, 3))
        return letters[: -self._source.randint(1, 2)]

    def _mixed(self) -> str:
        piece = self._piece(2, 4)
        which = self._source.randrange(len(piece))
        return piece[:which] + self._pinyin(piece[which]) + piece[which + 1 :]

    def _typo_letters(self) -> str:
        letters = self._pinyin(self._piece(2, 3))
        place = self._source.randrange(1, len(letters) - 1)
        slip = self._source.randrange(3)
        if slip == 0:
            return letters[:place] + letters[place + 1] + letters[place] + letters[place + 2 :]
        if slip == 1:
            return letters[:place] + letters[place + 1 :]
        return letters[:place] + self._source.choice("aeiounghsd") + letters[place + 1 :]

    def _typo_characters(self) -> str:
        piece = self._piece(4, 6)
        place = self._source.randrange(1, len(piece) - 1)
        return piece[:place] + self._source.choice(("", "得", "在")) + piece[place + 1 :]

    def _several(self) -> str:
        first, second = self._piece(2, 2), self._piece(2, 2)
        return f"{first} {self._source.choice((second, self._pinyin(second)))}"

    def _shortcut(self) -> str:
        while True:
            shortcut = self._source.choice(self._library)["shortcut"]
            if shortcut:
                return f";{shortcut[: self._source.randint(2, len(shortcut))]}"

    def _filter(self) -> str:
        reply = self._source.choice(self._library)
        names = [f"#{tag}" for tag in reply["tags"]] or [f"/{reply['category']}"]
        return f"{self._source.choice(names)} {self._piece(2, 2)}"

    def _sku(self) -> str:
        sku = _sku(self._source).lower()
        return sku[: self._source.randint(3, len(sku))]

    def _heteronym(self) -> str:
        return self._source.choice(
            [
                "chongqing",
                "zhongliang",
                "changdu",
                "haimei",
                "yinhang",
                "nv",
                "lv",
                "lve",
                "haiyou",
                "zhangbei",
                "buchong",
                "se",
            ]
        )
