"""Holds a workbook against the JSON of the same report, read with openpyxl: check_workbook.py WORKBOOK JSON

Every table must stand in the range that a defined name of its name gives, on sheets in the same order, cell by cell with
the same values: numbers to the six places that JSON keeps, instants on the report's wall clock to the second, since
the last moment of a day stands as its last second. Columns of ids that
another column speaks for stand folded at the right. Words of the program's own stand in the workbook as people read them,
each machine's word as one and the same word of people's. Filters must be there. Exits with 1 if not.
"""

import datetime
import json
import sys
import warnings
import zoneinfo

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries


# Columns that hold words of the program's own, or a word for nobody among names from the data.
WORDS = {"figure", "unit", "direction", "kind", "issue", "status", "task_status", "task_type", "trigger"}
NOBODY = {"(none)", "(unassigned)"}


def same(value, expected, kind, zone):
    if kind == "instant" and expected is not None:
        instant = datetime.datetime.fromisoformat(expected.replace("Z", "+00:00"))
        local = instant.astimezone(zone).replace(tzinfo=None)
        return isinstance(value, datetime.datetime) and abs(value - local) < datetime.timedelta(seconds=1)
    if kind == "date" and expected is not None:
        return isinstance(value, datetime.datetime) and value.date().isoformat() == expected
    if isinstance(expected, bool) or isinstance(value, bool):
        return value is expected
    if isinstance(expected, (int, float)):
        return isinstance(value, (int, float)) and round(value, 6) == round(expected, 6)
    return (value or None) == (expected or None)


def is_id(column):
    return column["type"] == "string" and (column["name"] == "id" or column["name"].endswith("_id"))


def arranged(columns, sheet):
    """The columns as the sheet has them: the ids that are folded at the right."""
    hidden = 0
    while hidden < len(columns) and sheet.column_dimensions[get_column_letter(len(columns) - hidden)].hidden:
        hidden += 1
    ids = [column for column in columns if is_id(column)]
    names = {column["name"] for column in columns if column["type"] == "string" and not is_id(column)}
    if hidden < len(ids):
        ids = [column for column in ids if column["name"][:-3] in names]
    if hidden != 0 and hidden != len(ids):
        raise SystemExit(f"{sheet.title}: {hidden} columns are hidden, of {len(ids)} ids")
    return [column for column in columns if hidden == 0 or column not in ids] + (ids if hidden else [])


def main(workbook_path, json_path):
    warnings.simplefilter("ignore")
    with open(json_path, encoding="utf-8") as file:
        report = json.load(file)
    workbook = openpyxl.load_workbook(workbook_path)
    zone = zoneinfo.ZoneInfo(report["time_zone"])
    names = [table["name"] for table in report["tables"]]
    problems = []
    places = {}
    for name in names:
        defined = workbook.defined_names.get(name)
        if defined is None:
            problems.append(f"{name}: no range has this name")
        else:
            [(sheet, place)] = defined.destinations
            places[name] = (workbook[sheet], range_boundaries(place))
    order = [workbook.sheetnames.index(sheet.title) for sheet, _ in places.values()]
    if order != sorted(order):
        problems.append(f"sheets are {workbook.sheetnames}")
    cells = 0
    words = {}
    for table in report["tables"]:
        if table["name"] not in places:
            continue
        sheet, (_, header, _, last) = places[table["name"]]
        rows = list(sheet.iter_rows(min_row=header + 1, max_row=last, values_only=True)) if last > header else []
        columns = arranged(table["columns"], sheet)
        if len(rows) != len(table["rows"]):
            problems.append(f"{table['name']}: {len(rows)} rows, not {len(table['rows'])}")
        if not sheet.tables and not sheet.auto_filter.ref:
            problems.append(f"{table['name']}: no filter")
        for number, (row, expected) in enumerate(zip(rows, table["rows"]), header + 1):
            for column, value in zip(columns, row):
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
