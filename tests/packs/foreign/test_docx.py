"""Word documents, written by hand as Word, WPS and LibreOffice write them."""

import zipfile
from pathlib import Path

import pytest

from kefu_desktop.core.errors import Code
from kefu_desktop.core.records import Pack
from kefu_desktop.packs.reading import read
from tests.packs.making import codes, refusal

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
OTHERS = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
STYLES = f"""<?xml version="1.0" encoding="UTF-8"?><w:styles {SPACE}>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="B2"><w:name w:val="小节"/><w:basedOn w:val="Two"/></w:style>
<w:style w:type="paragraph" w:styleId="Two"><w:name w:val="x"/>
<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="L"><w:name w:val="loop"/><w:basedOn w:val="L"/></w:style>
</w:styles>"""
NUMBERING = f"""<w:numbering {SPACE}>
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/>
<w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""


def run(text: str, properties: str = "") -> str:
    inner = text.replace("\n", "</w:t><w:br/><w:t>").replace("\t", "</w:t><w:tab/><w:t>")
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{inner}</w:t></w:r>'


def paragraph(*texts: str, style: str = "", number: str = "", level: int = 0) -> str:
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    properties = f'<w:pStyle w:val="{style}"/>{listed if number else ""}'
    runs = "".join(text if text.startswith("<") else run(text) for text in texts)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    told = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:tcPr/>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr/>{told}</w:tbl>"


def docx(path: Path, *blocks: str, head: str = "", space: str = SPACE) -> Path:
    inside = f"<w:body>{''.join(blocks)}<w:sectPr/></w:body>"
    body = f"{head}<w:document {space} {OTHERS}>{inside}</w:document>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", body)
        archive.writestr("word/styles.xml", STYLES)
        archive.writestr("word/numbering.xml", NUMBERING)
    return path


TALK = (paragraph("买家：在吗"), paragraph("客服：在的亲"))


def a_document(path: Path) -> Path:
    """Writes a manual with headings, a dialogue, a list and a table, and gives its path."""
    return docx(
        path,
        paragraph("培训手册", style="T"),
        paragraph("售前", style="1"),
        *TALK,
        paragraph("售后", style="1"),
        table(("问题", "回复"), ("怎么退", "亲，七天无理由"), ("几天到", "三天")),
    )


def said(pack: Pack) -> list[tuple[tuple[str, ...], str, str]]:
    return [(r.category, r.title, r.variants[0]) for r in pack.records]


def test_headings_dialogues_and_tables(tmp_path: Path) -> None:
    pack = read(a_document(tmp_path / "a.docx"))
    assert said(pack) == [
        (("售前",), "在吗", "在的亲"),
        (("售后",), "怎么退", "亲，七天无理由"),
        (("售后",), "几天到", "三天"),
    ]
    assert (pack.name, pack.format, pack.findings) == ("培训手册", "docx", ())
    assert [record.where.line for record in pack.records] == [3, 7, 8]
    assert read(tmp_path / "a.docx") == pack


def test_styles_by_what_they_are(tmp_path: Path) -> None:
    direct = '<w:p><w:pPr><w:outlineLvl w:val="2"/></w:pPr>' + run("尺码") + "</w:p>"
    blocks = [paragraph("售前", style="1"), paragraph("咨询", style="B2"), direct, *TALK]
    pack = read(docx(tmp_path / "a", paragraph("目录 1", style="TOC1"), *blocks))
    assert said(pack) == [(("售前", "咨询", "尺码"), "在吗", "在的亲")]
    assert read(docx(tmp_path / "b", *blocks, space=STRICT)).records[0].variants == ("在的亲",)


def test_numbers_that_word_makes(tmp_path: Path) -> None:
    pack = read(
        docx(
            tmp_path / "a",
            paragraph("售前", number="1"),
            paragraph("亲，您好", number="2"),
            paragraph("亲，在的", number="2"),
            paragraph("售后", number="1"),
            paragraph("退货", number="1", level=1),
            paragraph("亲，抱歉", style="L"),
        )
    )
    assert said(pack) == [
        (("售前",), "亲，您好", "亲，您好"),
        (("售前",), "亲，在的", "亲，在的"),
        (("售后", "退货"), "亲，抱歉", "亲，抱歉"),
    ]


def test_revisions_hidden_text_links_and_breaks(tmp_path: Path) -> None:
    old = '<w:del w:author="x"><w:r><w:delText>旧</w:delText></w:r></w:del>'
    moved = f"<w:moveFrom>{run('走了')}</w:moveFrom>"
    new = f'<w:ins w:author="x">{run("新的")}</w:ins>'
    link = f"<w:hyperlink>{run('链接')}</w:hyperlink>"
    field = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>'
    pack = read(
        docx(
            tmp_path / "a",
            paragraph("买家：", "有吗"),
            paragraph(
                run("客服：", "<w:b/>"), old, moved, new, link, field, run("藏", "<w:vanish/>")
            ),
            paragraph("第一行\n第二\t行"),
            paragraph("买家：好\n客服：嗯"),
            paragraph("客服：单号", run("      ", '<w:u w:val="single"/>')),
        )
    )
    assert [(r.asked_as, r.variants[0]) for r in pack.records] == [
        (("有吗",), "新的链接\n第一行\n第二\t行"),
        (("好",), "嗯\n{分段}\n单号{单号}"),
    ]


def test_boxes_of_text_and_images(tmp_path: Path) -> None:
    inside = f"<w:txbxContent>{''.join(TALK)}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{inside}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    image = '<w:r><w:drawing><a:blip r="x"/></w:drawing></w:r>'
    pack = read(
        docx(tmp_path / "a", paragraph(both), paragraph("买家：图"), paragraph("客服：给您", image))
    )
    assert [(r.title, r.variants[0]) for r in pack.records] == [
        ("在吗", "在的亲"),
        ("图", "给您[图片]"),
    ]
    assert [code for _, code in codes(pack)] == [Code.RECORD_PICTURE_LEFT]


def test_tables_cell_by_cell(tmp_path: Path) -> None:
    merged = (
        "<w:tbl><w:tr><w:tc>" + paragraph("分类") + "</w:tc><w:tc>" + paragraph("问题") + "</w:tc>"
        "<w:tc>" + paragraph("答案") + "</w:tc></w:tr>"
        '<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + paragraph("物流") + "</w:tc>"
        "<w:tc>"
        + paragraph("几时发")
        + "</w:tc><w:tc>"
        + paragraph("今天")
        + paragraph("亲")
        + "</w:tc></w:tr>"
        "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
        "<w:tc>"
        + paragraph("几天到")
        + "</w:tc><w:tc>"
        + paragraph("三天")
        + "</w:tc></w:tr></w:tbl>"
    )
    assert said(read(docx(tmp_path / "a", merged))) == [
        (("物流",), "几时发", "今天\n亲"),
        (("物流",), "几天到", "三天"),
    ]


def test_tables_of_speakers(tmp_path: Path) -> None:
    pack = read(docx(tmp_path / "a", table(("买家", "在吗"), ("客服", "在的"), ("客服", "您说"))))
    assert [(r.asked_as, r.variants[0]) for r in pack.records] == [
        (("在吗",), "在的\n{分段}\n您说")
    ]
    boxed = read(docx(tmp_path / "b", table(("买家：在吗\n客服：在的", "买家：好\n客服：嗯"))))
    assert [(r.title, r.variants[0]) for r in boxed.records] == [("在吗", "在的"), ("好", "嗯")]


def test_a_document_of_something_else(tmp_path: Path) -> None:
    path = docx(tmp_path / "a", paragraph("关于放假的通知"), paragraph("十月一日起放假三天"))
    assert refusal(path).code is Code.FILE_NO_TEXT_COLUMN


@pytest.mark.parametrize(
    ("blocks", "head", "code"),
    [
        (("&x;",), '<!DOCTYPE x [<!ENTITY x "y">]>', Code.FILE_DAMAGED),
        (("&x;",), '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>', Code.FILE_DAMAGED),
        (("<w:p>",), "", Code.FILE_DAMAGED),
        (("<w:sdt>" * 3000 + "</w:sdt>" * 3000,), "", Code.FILE_TOO_DEEP),
        (TALK, '<?xml version="1.0" encoding="utf-7"?>', Code.FILE_DAMAGED),
    ],
)
def test_hostile_documents(tmp_path: Path, blocks: tuple[str, ...], head: str, code: Code) -> None:
    assert refusal(docx(tmp_path / "a", *blocks, head=head)).code is code


def test_numbers_of_lists_that_are_no_numbers(tmp_path: Path) -> None:
    path = docx(
        tmp_path / "a",
        paragraph("一", number="99999999999"),
        paragraph("二", number="1", level=77),
        *TALK,
    )
    assert [record.title for record in read(path).records] == ["在吗"]
