"""Holds a workbook against the JSON of the same report, read with openpyxl: check_workbook.py WORKBOOK JSON

Every table must stand on the sheet of its name, in the same order, cell by cell with the same values: numbers to the six
places that JSON keeps, instants on the report's wall clock. Words of the program's own stand in the workbook as people
read them, each machine's word as one and the same word of people's. Filters must be there. Exits with 1 if not.
"""

import datetime
import json
import sys
import warnings
import zoneinfo

import openpyxl


# Columns that hold words of the program's own, or a word for nobody among names from the data.
WORDS = {"figure", "unit", "direction", "kind", "issue"}
NOBODY = {"(none)", "(unassigned)"}


def same(value, expected, kind, zone):
    if kind == "instant" and expected is not None:
        instant = datetime.datetime.fromisoformat(expected.replace("Z", "+00:00"))
        local = instant.astimezone(zone).replace(tzinfo=None)
        return isinstance(value, datetime.datetime) and abs(value - local) < datetime.timedelta(milliseconds=2)
    if kind == "date" and expected is not None:
        return isinstance(value, datetime.datetime) and value.date().isoformat() == expected
    if isinstance(expected, bool) or isinstance(value, bool):
        return value is expected
    if isinstance(expected, (int, float)):
        return isinstance(value, (int, float)) and round(value, 6) == round(expected, 6)
    return (value or None) == (expected or None)


def main(workbook_path, json_path):
    warnings.simplefilter("ignore")
    with open(json_path, encoding="utf-8") as file:
        report = json.load(file)
    workbook = openpyxl.load_workbook(workbook_path)
    zone = zoneinfo.ZoneInfo(report["time_zone"])
    names = [table["name"] for table in report["tables"]]
    problems = []
    if [name for name in workbook.sheetnames if name in names] != names:
        problems.append(f"sheets are {workbook.sheetnames}")
    cells = 0
    words = {}
    for table in report["tables"]:
        sheet = workbook[table["name"]]
        rows = list(sheet.iter_rows(min_row=2, values_only=True)) if sheet.max_row > 1 else []
        if len(rows) != len(table["rows"]):
            problems.append(f"{table['name']}: {len(rows)} rows, not {len(table['rows'])}")
        if not sheet.tables and not sheet.auto_filter.ref:
            problems.append(f"{table['name']}: no filter")
        for number, (row, expected) in enumerate(zip(rows, table["rows"]), 2):
            for column, value in zip(table["columns"], row):
                cells += 1
                machine = expected[column["name"]]
                if column["name"] in WORDS or machine in NOBODY:
                    machine = words.setdefault((column["name"], machine), value)
                if not same(value, machine, column["type"], zone):
                    problems.append(f"{table['name']} row {number} {column['name']}: {value!r}, not {machine!r}")
    for name in WORDS:
        people = [word for (column, _), word in words.items() if column == name]
        if len(people) != len(set(people)):
            problems.append(f"{name}: several words of the program are shown as one")
    for problem in problems[:20]:
        print(problem)
    print(f"{cells} cells of {len(names)} tables, {len(problems)} differ")
    return 1 if problems else 0


sys.exit(main(*sys.argv[1:3]))
