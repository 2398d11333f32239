#!/usr/bin/env python3
"""Makes the fixtures beside it anew: pip install openpyxl==3.1.5 msoffcrypto-tool==6.1.0 pypdf==7.1.1

The same versions give the same documents; only what is random by design (salts of encryption) differs each time.
"""
import datetime, io, os, zipfile

import msoffcrypto.format.ooxml
import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from pypdf import PdfReader, PdfWriter

here = os.path.dirname(os.path.abspath(__file__))


def write(name, content):
    with open(os.path.join(here, name), "wb") as file:
        file.write(content)


def steady(content):
    """The package with one date on every part, so that the same parts give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(zipfile.ZipInfo(info.filename, (2024, 1, 1, 0, 0, 0)), old.read(info), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def saved(book):
    book.properties.created = book.properties.modified = datetime.datetime(2024, 1, 1)
    book.properties.title = "Quarterly figures"
    out = io.BytesIO()
    book.save(out)
    return steady(out.getvalue())


def sales():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Sales"
    sheet.append(["Sales by region"])
    sheet.append([])
    sheet.append(["Region", "Month", "Revenue", "Share", "Checked"])
    rows = [
        ("North", datetime.date(2024, 1, 31), 12345.6, 0.256, True), ("South", datetime.date(2024, 2, 29), 980, 0.5, False),
        ("West", datetime.datetime(2024, 3, 31, 17, 45), -4321.05, 0.044, True),
    ]
    for row in rows:
        sheet.append(row)
        line = sheet.max_row
        sheet.cell(line, 2).number_format = "dd.mm.yyyy" if line < 6 else "mmm d, yyyy h:mm"
        sheet.cell(line, 3).number_format = '"€" #,##0.00;[Red]-"€" #,##0.00'
        sheet.cell(line, 4).number_format = "0.0%"
    merged = book.create_sheet("Merged")
    merged.append(["Team", "Member"])
    for row in (["Blue", "Ann"], [None, "Bob"], [None, "Cleo"], ["Red", "Dan"]):
        merged.append(row)
    merged.merge_cells("A2:A4")
    hidden = book.create_sheet("Notes")
    hidden.sheet_state = "hidden"
    hidden["A1"] = CellRichText("Plain, ", TextBlock(InlineFont(b=True), "bold"), " & done")
    hidden["A3"] = "line one\nline two"
    book.create_sheet("Empty")
    return saved(book)


def headers():
    """Names of columns that are hard to tell from values."""
    book = openpyxl.Workbook()
    years = book.active
    years.title = "Years"
    for row in (["City", 2023, 2024], ["Oslo", 1000, 2000], ["Bergen", 1100, 2001]):
        years.append(row)
    corner = book.create_sheet("Corner")
    for row in ([None, 2023, 2024], ["Oslo", 1, 2], ["Bergen", 3, 4]):
        corner.append(row)
    months = book.create_sheet("Months")
    for row in (["City", datetime.date(2024, 1, 1), datetime.date(2024, 2, 1)], ["Oslo", 5, 6]):
        months.append(row)
    groups = book.create_sheet("Groups")
    for row in (
        ["Product", "Q1", None, "Q2", None], [None, "units", "EUR", "units", "EUR"], ["Lamp", 3, 30, 4, 40],
    ):
        groups.append(row)
    for merged in ("A1:A2", "B1:C1", "D1:E1"):
        groups.merge_cells(merged)
    cars = book.create_sheet("No header")
    for row in (["Volvo", 2015, "blue"], ["Saab", 2009, "red"]):
        cars.append(row)
    return saved(book)


def dates_1904():
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = datetime.date(2021, 1, 1)
    return saved(book)


def hand_made():
    """What openpyxl never writes: cached values, errors, shared strings with runs and readings, cells without addresses."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r" Type="{office}/officeDocument" '
        'Target="/book/main.xml"/></Relationships>',
        "book/_rels/main.xml.rels": f'<Relationships xmlns="{package}">'
        f'<Relationship Id="s1" Type="{office}/worksheet" Target="one.xml"/>'
        f'<Relationship Id="c1" Type="{office}/chartsheet" Target="chart.xml"/>'
        f'<Relationship Id="t" Type="{office}/sharedStrings" Target="../book/Texts.xml"/></Relationships>',
        "book/main.xml": f'<x:workbook xmlns:x="{main}" xmlns:r="{office}"><x:sheets>'
        '<x:sheet name="One" sheetId="1" r:id="s1"/><x:sheet name="Chart" sheetId="2" r:id="c1"/></x:sheets></x:workbook>',
        "book/texts.xml": f'<sst xmlns="{main}"><si><r><t>two </t></r><r><t>runs</t></r></si>'
        '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si><si><t>a_x000D_b_x0041_</t></si></sst>',
        "book/one.xml": f'<x:worksheet xmlns:x="{main}"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c>'
        '<x:c t="s"><x:v>1</x:v></x:c><x:c t="s"><x:v>2</x:v></x:c></x:row><x:row>'
        '<x:c><x:f>1+1</x:f><x:v>2</x:v></x:c><x:c t="str"><x:f>A1</x:f><x:v>cached</x:v></x:c>'
        '<x:c t="e"><x:f>1/0</x:f><x:v>#DIV/0!</x:v></x:c><x:c t="b"><x:v>1</x:v></x:c>'
        '<x:c t="inlineStr"><x:is><x:t>inline</x:t></x:is></x:c><x:c><x:f>NOW()</x:f></x:c></x:row>'
        "</x:sheetData></x:worksheet>",
        "book/chart.xml": f'<chartsheet xmlns="{main}"/>',
    }
    return zipped(parts)


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def small_book(sheet, extra={}):
    """The least that is a workbook, around the text of its sheet."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return {
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="r"><Relationship Id="a" Type="{office}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns:r="{office}"><sheets><sheet name="S" r:id="a"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": sheet,
        **extra,
    }


def bombs():
    """Small files that grow: 12 MB of spaces in a sheet, the same with a false size, and entities within entities."""
    zeros = zipped(small_book("<worksheet>" + " " * (12 << 20) + "</worksheet>"))
    liar = bytearray(zeros)
    at = liar.find(b"xl/worksheets/sheet1.xml", liar.find(b"PK\x01\x02"))
    liar[at - 46 + 24:at - 46 + 28] = (1000).to_bytes(4, "little")
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE w [<!ENTITY e0 "ha">{entities}]>'
    laughs = zipped(small_book(f"{doctype}<worksheet>&e9;</worksheet>"))
    return zeros, bytes(liar), laughs


def locked(content, password):
    out = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(content)).encrypt(password, out)
    return out.getvalue()


def pdf(pages):
    """A PDF of texts at places: each page a list of (x, y, size, text)."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for page in pages:
        stream = "".join(f"BT /F {size} Tf {x} {y} Td ({text}) Tj ET\n" for x, y, size, text in page)
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}endstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects)} 0 R /Resources "
            "<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    text, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(text))
        text += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    text += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    text += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{text.rindex('xref')}\n%%EOF\n"
    return text.encode("latin-1")


def report():
    left = ["The first column tells of apples, and it", "goes on for several lines so that any", "reader sees that it is running text that",
            "was set in a narrow column, with infor-", "mation cut at the end of one line."]
    right = ["The second column tells of pears, which", "are not apples. It has as many lines as", "the first, at the very same heights, so",
             "that a careless reader would mix them", "line by line into a text without sense."]
    first = [(72, 720, 24, "Fruit Report")]
    for number, (one, two) in enumerate(zip(left, right)):
        first += [(72, 660 - 14 * number, 11, one), (330, 660 - 14 * number, 11, two)]
    second = [(72, 720, 18, "Harvest"), (72, 690, 11, "What was picked in each orchard, in tonnes:")]
    for number, row in enumerate([("Orchard", "Apples", "Pears"), ("Hillside", "1,204", "310"), ("Riverbank", "87", "96"),
                                  ("Old Mill", "640", "5"), ("Total", "1,931", "411")]):
        second += [(x, 650 - 16 * number, 11, cell) for x, cell in zip((72, 220, 330), row)]
    return pdf([first, second])


def encrypted(content, password):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


if __name__ == "__main__":
    write("headers.xlsx", headers())
    write("sales.xlsx", sales())
    write("dates-1904.xlsx", dates_1904())
    write("hand-made.xlsx", hand_made())
    write("locked-agile.xlsx", locked(sales(), "open sesame"))
    for name, content in zip(("bomb-zeros.xlsx", "bomb-false-size.xlsx", "bomb-entities.xlsx"), bombs()):
        write(name, content)
    write("letter.docx", zipped({"word/document.xml": "<document/>", "[Content_Types].xml": "<Types/>"}))
    write("plain.zip", zipped({"readme.txt": "hello"}))
    write("report.pdf", report())
    write("locked.pdf", encrypted(report(), "open sesame"))
    write("scanned-no-text.pdf", pdf([[], []]))
