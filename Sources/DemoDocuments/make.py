"""Makes the workbook and the PDF of the demo documents anew: python3 make.py (needs openpyxl and reportlab)."""

import datetime

import openpyxl
from openpyxl.styles import Font
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import cm
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

MADE = datetime.datetime(2025, 1, 15, 12, 0, 0)


def workbook():
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = MADE
    bikes = book.active
    bikes.title = "Bicycles"
    rows = [
        ("Model", "Kind", "Frame", "Weight (kg)", "Price (EUR)", "Margin", "In stock", "Available from"),
        ("Passat 3", "touring", "steel", 13.9, 1890, 0.31, 42, datetime.date(2024, 2, 1)),
        ("Passat 5", "touring", "aluminium", 12.4, 2450, 0.34, 17, datetime.date(2024, 2, 1)),
        ("Mistral E", "electric touring", "aluminium", 22.8, 4290, 0.28, 9, datetime.date(2024, 9, 15)),
        ("Zephyr Cargo", "cargo", "steel", 31.5, 5600, 0.26, 4, datetime.date(2023, 4, 10)),
        ("Zephyr Cargo E", "electric cargo", "steel", 39.2, 7150, 0.24, 2, datetime.date(2025, 5, 2)),
        ("Scirocco Kids 24", "children", "aluminium", 10.2, 690, 0.22, 65, datetime.date(2024, 3, 1)),
    ]
    for row in rows:
        bikes.append(row)
    for cell in bikes[1]:
        cell.font = Font(bold=True)
    for row in bikes.iter_rows(min_row=2):
        row[4].number_format = "#,##0.00"
        row[5].number_format = "0%"
        row[7].number_format = "yyyy-mm-dd"
    parts = book.create_sheet("Accessories")
    for row in [
        ("Article", "Name", "Price (EUR)", "Fits"),
        ("FC-1001", "Rear rack, 25 kg", 79.9, "Passat 3, Passat 5, Mistral E"),
        ("FC-1007", "Front rack, 15 kg", 64.5, "Passat 3, Passat 5"),
        ("FC-2040", "Rain cover for cargo box", 189, "Zephyr Cargo, Zephyr Cargo E"),
        ("FC-3012", "Spare battery 625 Wh", 749, "Mistral E"),
        ("FC-3015", "Fast charger, 6 A", 159, "Mistral E, Zephyr Cargo E"),
    ]:
        parts.append(row)
    for row in parts.iter_rows(min_row=2, min_col=3, max_col=3):
        row[0].number_format = "#,##0.00"
    book.save("Documents/price-list.xlsx")


def travel_policy():
    styles = getSampleStyleSheet()
    title, heading, text = styles["Title"], styles["Heading2"], styles["BodyText"]
    story = [
        Paragraph("Travel policy", title),
        Paragraph("Valid from 1 January 2025 for all employees of Fernweh Cycles.", text),
        Paragraph("Before a trip", heading),
        Paragraph(
            "Trips within Germany are approved by the team lead. Trips abroad are approved by the head of department, "
            "at least ten working days before departure.", text),
        Paragraph("Trains and flights", heading),
        Paragraph(
            "We travel by train wherever it takes less than eight hours. Second class is the rule; first class is paid "
            "for rides of more than four hours. Flights within Germany are not reimbursed.", text),
        Paragraph("Hotels", heading),
        Paragraph(
            "A night may cost up to 120 EUR, in Munich, Hamburg and Frankfurt up to 150 EUR, breakfast included. "
            "Abroad the limit is 180 EUR.", text),
        PageBreak(),
        Paragraph("Daily allowance", heading),
        Paragraph("The allowance is paid for each day of travel, without receipts.", text),
        Spacer(1, 0.4 * cm),
        Table([
            ["Country", "More than 8 hours", "Full day"],
            ["Germany", "14 EUR", "28 EUR"],
            ["Austria", "27 EUR", "40 EUR"],
            ["Netherlands", "32 EUR", "47 EUR"],
            ["Switzerland", "43 EUR", "64 EUR"],
        ], hAlign="LEFT"),
        Spacer(1, 0.4 * cm),
        Paragraph("Expenses", heading),
        Paragraph(
            "Claim expenses within 30 days after the trip in the finance portal. Receipts above 25 EUR are attached as "
            "photographs. Reimbursement comes with the next salary. A private car is paid with 0.38 EUR per kilometre.",
            text),
    ]
    document = SimpleDocTemplate("Documents/travel-policy.pdf", pagesize=A4, title="Travel policy", author="Finance", invariant=1)
    document.build(story)


workbook()
travel_policy()
