"""The cells of Benchmarks/xlsx/Sources/main.swift written with Python's XlsxWriter: plain.py ROWS FILE."""

import sys

import xlsxwriter

TEMPLATES = ["Wallbox", "Heat pump", "Grid connection", "Tariff change", "Move-in"]
PHASES = ["Quote", "Approval", "Installation", "Billing"]
TASKS = ["Check the order", "Book appointment", "Approve grid check", "Order hardware", "Send quote", "Follow up"]
TYPES = ["MANUAL", "AUTOMATION", "DECISION"]
STATUSES = ["COMPLETED", "PENDING", "SKIPPED", "IN_PROGRESS"]
HEADERS = (
    "Run id|Template|Run|Phase id|Phase|Task id|Task template|Task|Type|Status|Assignees|Due|Current|Ready|In progress"
    "|Finished|Lead time (days)|Wait time (days)|Touch time (days)|Overdue"
).split("|")
BEGIN = 1_767_225_600_000


def serial(instant):
    return instant / 86_400_000 + 25_569


def main(count, path):
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("tasks")
    date = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    number = book.add_format({"num_format": "#,##0.00"})
    for column, header in enumerate(HEADERS):
        sheet.write_string(0, column, header)
    for index in range(count):
        run, row = index // 12, index + 1
        template = TEMPLATES[run % 5]
        ready = BEGIN + index % 86_400 * 61_000
        wait, touch = index % 97 / 7, index % 31 / 3
        texts = [
            f"00a7c4e2-0000-4000-8000-{run:012d}", template, f"{template} – customer {run}", f"phase-{index % 4}",
            PHASES[index % 4], f"task-{index:08d}", f"tt-{index % 12}", TASKS[index % 6], TYPES[index % 3],
            STATUSES[index % 4],
        ]  # fmt: skip
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text)
        if index % 3 != 1:
            sheet.write_string(row, 10, "Kim Sommer")
        if index % 2 != 1:
            sheet.write_number(row, 11, serial(ready + 864_000_000), date)
        sheet.write_boolean(row, 12, index % 12 == 3)
        sheet.write_number(row, 13, serial(ready), date)
        sheet.write_number(row, 14, serial(ready + int(wait * 86_400_000)), date)
        if index % 5 != 0:
            sheet.write_number(row, 15, serial(ready + int((wait + touch) * 86_400_000)), date)
        sheet.write_number(row, 16, wait + touch, number)
        sheet.write_number(row, 17, wait, number)
        sheet.write_number(row, 18, touch, number)
        sheet.write_boolean(row, 19, index % 10 == 7)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, count, 19)
    book.close()


main(int(sys.argv[1]), sys.argv[2])
