import FlowMetrics
import FlowRenderers
import FlowReports
import FlowTime
import Testing

@Suite("A mistake in a definition is named with its place and what to do")
struct DefinitionMistakeTests {
    @Test(
        "in the keys of the first level",
        arguments: [
            ("titel: x", #"3:1: unknown key "titel"; did you mean "title"?"#),
            ("Title: x", #"3:1: unknown key "Title"; did you mean "title"?"#),
            (
                "xyz: 1",
                #"3:1: unknown key "xyz"; choose one of report, title, file, for_each, time_zone, period, "#
                    + "duration_unit, calendar, source, max_age, people, formats, link, language, targets, alerts, sheets"
            ),
            ("title:", #"3:1: "title" has no value; give it a text, or remove it"#),
            ("title: ~", #"3:1: "title" has no value; give it a text, or remove it"#),
            ("title: [a]", #"3:8: "title" must be a text, not a list; correct the value"#),
            ("title: {a: b}", #"3:8: "title" must be a text, not a mapping; correct the value"#),
            (
                "title: \"a\\nb\"",
                #"3:8: "title" must be a text of one line and at most 300 characters, not "a b"; correct the value"#
            ),
            (
                "title: \"  \"",
                #"3:8: "title" must be a text of one line and at most 300 characters, not "  "; correct the value"#
            ),
            ("report: s", #"3:1: "report" stands twice in the definition, first on line 1; keep one of them"#),
            (
                "file: a/b",
                #"3:7: "file" must be a name without folders, not "a/b"; choose the folder where the report is run"#
            ),
            (
                "file: \"{nam}\"",
                #"3:7: unknown placeholder "{nam}"; did you mean "{name}"?"#
            ),
            ("file: \"{name\"", #"3:7: a brace stands alone in "{name"; write {name} or {date}"#),
            ("file: \"a}\"", #"3:7: a brace stands alone in "a}"; write {name} or {date}"#),
            ("time_zone: Europe/Berlni", #"3:12: unknown time zone "Europe/Berlni"; did you mean "Europe/Berlin"?"#),
            (
                "time_zone: Mars/Olympus_Mons",
                #"3:12: unknown time zone "Mars/Olympus_Mons"; give an IANA name such as Europe/Berlin"#
            ),
            ("duration_unit: day", #"3:16: unknown duration unit "day"; did you mean "days"?"#),
            (
                "duration_unit: weeks",
                #"3:16: unknown duration unit "weeks"; choose one of days, hours, minutes, seconds"#
            ),
            (
                "link: portal/{execution_id}",
                #"3:7: "link" must be an address that begins with https://, not "portal/{execution_id}"; correct the value"#
            ),
            (
                "link: \"https://x/{id}\"",
                #"3:7: unknown placeholder "{id}"; the only one is {execution_id}"#
            ),
            (
                "link: https://x/y",
                #"3:7: "link" must be an address with {execution_id} in it, not "https://x/y"; correct the value"#
            ),
            ("language: fr", #"3:11: unknown language "fr"; choose one of en, de"#),
        ])
    func firstLevel(lines: String, expected: String) {
        #expect(mistakes(with: lines) == ["d.yaml:" + expected])
    }

    @Test(
        "in the name and the sheets that every definition has",
        arguments: [
            ("sheets: [{metric: summary}]", #"1:1: the definition lacks the key "report"; give it a name"#),
            ("report: r", #"1:1: the definition lacks the key "sheets"; give it a list of sheets"#),
            (
                "report: a b\nsheets: [{metric: summary}]",
                #"1:9: "report" must be letters, digits, _ and -, at most 100 of them, not "a b"; correct the value"#
            ),
            ("report: r\nsheets: []", #"2:9: "sheets" is an empty list; list sheets"#),
            (
                "report: r\nsheets: summary",
                #"2:9: "sheets" must be a list of sheets, not "summary"; put it in brackets: [summary]"#
            ),
            (
                "report: r\nsheets: [summary]",
                #"2:10: a sheet must be a mapping, not "summary"; write keys with values, such as metric: the name of a table"#
            ),
            ("report: r\nsheets: [{name: x}]", #"2:10: a sheet lacks the key "metric"; give it the name of a table"#),
            ("", "1:1: the definition is empty; give it a report name and sheets"),
            ("# nothing\n", "1:1: the definition is empty; give it a report name and sheets"),
            (
                "nightly",
                #"1:1: the definition must be a mapping, not "nightly"; write keys with values, such as report: a name"#
            ),
            (
                "- report: r",
                "1:1: the definition must be a mapping, not a list; write keys with values, such as report: a name"
            ),
        ])
    func skeleton(text: String, expected: String) {
        #expect(mistakes(in: text) == ["d.yaml:" + expected])
    }

    @Test(
        "in the period",
        arguments: [
            (
                "period: {from: yesterday}",
                #"3:16: "from" must be a date, an instant or a time back, not "yesterday"; write it like 2026-01-31, "#
                    + "2026-01-31T12:00:00Z, -90d, -12w, -6m or -1y"
            ),
            (
                "period: {from: 90d}",
                #"3:16: "from" must be a date, an instant or a time back, not "90d"; write it like 2026-01-31, "#
                    + "2026-01-31T12:00:00Z, -90d, -12w, -6m or -1y"
            ),
            (
                "period: {from: -5d, to: -10d}",
                #"3:25: the period ends before or where it begins; make "to" later than "from""#
            ),
            (
                "period: {from: 2026-02-01, to: 2026-02-01}",
                #"3:32: the period ends before or where it begins; make "to" later than "from""#
            ),
            ("period: {form: -5d}", #"3:10: unknown key "form"; did you mean "from"?"#),
            (
                "period: -90d",
                #"3:9: the period must be a mapping, not "-90d"; write keys with values, such as from: a date, an instant, "#
                    + "or a time back such as -90d"
            ),
        ])
    func period(lines: String, expected: String) {
        #expect(mistakes(with: lines) == ["d.yaml:" + expected])
    }

    @Test(
        "in the calendar",
        arguments: [
            ("calendar: {days: [mon, tues]}", #"3:24: unknown day "tues"; did you mean "tue"?"#),
            ("calendar: {days: [mon, mon]}", #"3:24: the day "mon" stands twice; keep one of them"#),
            ("calendar: {days: []}", #"3:18: "days" is an empty list; list days"#),
            (
                "calendar: {from: 8}",
                #"3:18: "from" must be a time of day, not "8"; write it like "08:00", at most "24:00""#
            ),
            (
                "calendar: {to: \"24:01\"}",
                #"3:16: "to" must be a time of day, not "24:01"; write it like "08:00", at most "24:00""#
            ),
            (
                "calendar: {from: \"18:00\"}",
                #"3:18: the working day ends before or when it begins, from 18:00 to 17:00; make "to" later than "from""#
            ),
            (
                "calendar: {from: \"08:00\", to: \"08:00\"}",
                #"3:31: the working day ends before or when it begins, from 08:00 to 08:00; make "to" later than "from""#
            ),
            (
                "calendar: {hours: [\"08:00-12:00\"], to: \"17:00\"}",
                #"3:40: "to" has no meaning beside "hours"; keep one of them"#
            ),
            (
                "calendar: {hours: [\"12:00-08:00\"]}",
                #"3:20: "hours" must be spans of the day, not "12:00-08:00"; write them like "08:00-12:00", the end "#
                    + "after the beginning"
            ),
            (
                "calendar: {holidays: [2026-02-30]}",
                #"3:23: "holidays" must be dates, not "2026-02-30"; write them like 2026-12-24"#
            ),
            (
                "calendar: {holidays: [2026-12-24, 2026-12-24]}",
                #"3:35: the date "2026-12-24" stands twice; keep one of them"#
            ),
            ("calendar: {region: DE-NRW}", #"3:20: unknown region "DE-NRW"; did you mean "DE-NW"?"#),
            ("calendar: {holiday: [2026-12-24]}", #"3:12: unknown key "holiday"; did you mean "holidays"?"#),
        ])
    func calendar(lines: String, expected: String) {
        #expect(mistakes(with: lines) == ["d.yaml:" + expected])
    }

    @Test(
        "in the targets",
        arguments: [
            ("targets: []", #"3:10: "targets" is an empty list; list targets"#),
            (
                "targets: [{share: 0.85, within: 14d}]",
                "3:11: a target lacks what it is for; give it one of template, phase, task"
            ),
            (
                "targets: [{template: W, task: T, share: 0.85, within: 14d}]",
                "3:31: a target is for one of template and task; make two targets of it"
            ),
            (
                "targets: [{task: T, within: 14d}]",
                #"3:11: a target lacks the key "share"; give it a number such as 0.85"#
            ),
            (
                "targets: [{task: T, share: 85, within: 14d}]",
                #"3:28: "share" must be a number above 0 and at most 1, not "85"; write 85 % as 0.85"#
            ),
            (
                "targets: [{task: T, share: most, within: 14d}]",
                #"3:28: "share" must be a number above 0 and at most 1, not "most"; correct the value"#
            ),
            (
                "targets: [{phase: P, share: 1, within: 14 days}]",
                #"3:40: "within" must be a duration, not "14 days"; write it like 14d, 8h, 90min or 1w"#
            ),
            (
                "targets: [{tasks: T, share: 1, within: 14d, task: T}]",
                #"3:12: unknown key "tasks"; did you mean "task"?"#
            ),
            (
                "targets: [Wallbox]",
                #"3:11: a target must be a mapping, not "Wallbox"; write keys with values, such as template: a name or pattern"#
            ),
        ])
    func targets(lines: String, expected: String) {
        #expect(mistakes(with: lines) == ["d.yaml:" + expected])
    }

    @Test(
        "in the source",
        arguments: [
            ("source: warehose", #"3:9: unknown source "warehose"; did you mean "warehouse"?"#),
            ("source: lake", #"3:9: unknown source "lake"; choose one of api, warehouse"#),
            ("source: {kind: fil}", #"3:16: unknown kind of source "fil"; did you mean "file"?"#),
            (
                "source: {kind: file}",
                #"3:9: the source lacks the key "path"; give it the path of a file of executions"#
            ),
            (
                "source: {kind: api, path: x.json}",
                #"3:27: "path" has no meaning for this kind of source; remove it, or make the kind file"#
            ),
            (
                "source: {schemas: opportunity}",
                #"3:19: "schemas" must be a list of schemas, not "opportunity"; put it in brackets: [opportunity]"#
            ),
            ("source: {schemas: [order, order]}", #"3:27: the schema "order" stands twice; keep one of them"#),
            (
                "source: {schemas: [\"a:b\"]}",
                #"3:20: "schemas" must be letters, digits, _ and -, at most 100 of them, not "a:b"; correct the value"#
            ),
            (
                "source: [api]",
                "3:9: the source must be a mapping, not a list; write keys with values, such as kind: api, warehouse or file"
            ),
        ])
    func source(lines: String, expected: String) {
        #expect(mistakes(with: lines) == ["d.yaml:" + expected])
    }

    @Test(
        "in what is shown of people",
        arguments: [
            ("people: name", #"3:9: unknown way to show people "name"; did you mean "names"?"#),
            ("people: {show: id}", #"3:16: unknown way to show people "id"; did you mean "ids"?"#),
            (
                "people: {show: departments, smallest_group: 0}",
                #"3:45: "smallest_group" must be a whole number of at least 1, not "0"; correct the value"#
            ),
            (
                "people: {smallest_group: 5}",
                "3:26: \"smallest_group\" has no meaning unless people are shown as departments; remove it, or write "
                    + "show: departments"
            ),
            (
                "people: {file: \"\"}",
                #"3:16: "file" must be a text of one line and at most 300 characters, not ""; correct the value"#
            ),
            ("people: [names]", #"3:9: "people" must be a text, not a list; correct the value"#),
        ])
    func people(lines: String, expected: String) {
        #expect(mistakes(with: lines) == ["d.yaml:" + expected])
    }

    @Test(
        "in the formats",
        arguments: [
            ("formats: [xslx]", #"3:11: unknown format "xslx"; did you mean "xlsx"?"#),
            (
                "formats: [pdf]",
                #"3:11: unknown format "pdf"; choose one of "# + ReportFormat.names
            ),
            ("formats: xlsx", #"3:10: "formats" must be a list of formats, not "xlsx"; put it in brackets: [xlsx]"#),
            ("formats: []", #"3:10: "formats" is an empty list; list formats"#),
            ("formats: [csv, csv]", #"3:16: the format "csv" stands twice; keep one of them"#),
            ("formats: [json: {}]", #"3:11: the format "json" takes no options; write its name alone"#),
            (
                "formats: [{csv: {}, json: {}}]",
                #"3:11: an item of "formats" must be one format; begin each format with a dash"#
            ),
            (
                "formats: [csv: {delimiter: ab}]",
                #"3:28: "delimiter" must be one character such as a comma, a semicolon or a tab, not "ab"; correct the value"#
            ),
            (
                "formats: [csv: {decimal_separator: \";\"}]",
                #"3:36: "decimal_separator" must be a point or a comma, not ";"; correct the value"#
            ),
            ("formats: [csv: {bom: yes}]", #"3:22: "bom" must be true or false, not "yes"; did you mean "true"?"#),
            ("formats: [csv: {bom: \"true\"}]", #"3:22: "bom" must be true or false, not "true"; correct the value"#),
            ("formats: [csv: {delimeter: x}]", #"3:17: unknown key "delimeter"; did you mean "delimiter"?"#),
        ])
    func formats(lines: String, expected: String) {
        #expect(mistakes(with: lines) == ["d.yaml:" + expected])
    }

    @Test(
        "in a sheet",
        arguments: [
            ("metric: cycle_tims", #"2:19: unknown metric "cycle_tims"; did you mean "cycle_times"?"#),
            ("metrik: summary, metric: summary", #"2:11: unknown key "metrik"; did you mean "metric"?"#),
            ("metric: cycle_times, by: [templat]", #"2:37: unknown dimension "templat"; did you mean "template"?"#),
            (
                "metric: cycle_times, by: [task]",
                #"2:37: the table "cycle_times" counts executions, which have no "task"; choose one of "#
                    + Attribute.groups(of: .execution).map(\.name).joined(separator: ", ")
            ),
            (
                "metric: cycle_times, by: [template, template]",
                #"2:47: the dimension "template" stands twice; keep one of them"#
            ),
            (
                "metric: cycle_times, by: template",
                #"2:36: "by" must be a list of dimensions, not "template"; put it in brackets: [template]"#
            ),
            (
                "metric: cycle_times, percentiles: [101]",
                #"2:46: "percentiles" must be numbers from 0 to 100, not "101"; correct the value"#
            ),
            (
                "metric: cycle_times, percentiles: [\"50\"]",
                #"2:46: "percentiles" must be numbers from 0 to 100, not "50"; correct the value"#
            ),
            (
                "metric: cycle_times, percentiles: [50, 50.0]",
                #"2:50: the percentile "50.0" stands twice; keep one of them"#
            ),
            (
                "metric: cycle_times, percentiles: [1e1]",
                #"2:46: "percentiles" must be numbers from 0 to 100, not "1e1"; correct the value"#
            ),
            (
                "metric: throughput, bucket: fortnight",
                #"2:39: unknown bucket "fortnight"; choose one of day, week, month, quarter, year"#
            ),
            (
                "metric: summary, limit: 0",
                #"2:35: "limit" must be a whole number of at least 1, not "0"; correct the value"#
            ),
            (
                "metric: summary, limit: many",
                #"2:35: "limit" must be a whole number of at least 1, not "many"; correct the value"#
            ),
            (
                "metric: cycle_times, sort: [-cuont]",
                #"2:39: unknown column "cuont"; did you mean "count"?"#
            ),
            (
                "metric: overdue_summary, columns: [template, p50_day]",
                #"2:56: unknown column "p50_day"; did you mean "p50_days"?"#
            ),
            ("metric: summary, columns: []", #"2:37: "columns" is an empty list; list columns"#),
            ("metric: summary, chart: on", #"2:35: "chart" must be true or false, not "on"; did you mean "true"?"#),
            (
                "metric: summary, name: \"a/b\"",
                #"2:34: "name" must be letters, digits, _ and -, at most 100 of them, not "a/b"; correct the value"#
            ),
        ])
    func sheet(sheet: String, expected: String) {
        #expect(mistakes(ofSheet: sheet) == ["d.yaml:" + expected])
    }

    @Test("in an option that is for other tables")
    func foreignOption() {
        #expect(
            mistakes(ofSheet: "metric: overdue_tasks, bucket: week") == [
                #"d.yaml:2:42: the table "overdue_tasks" takes no "bucket"; remove it; it is for throughput, cumulative_flow, on_time"#
            ])
    }

    @Test("in an option that the table needs and lacks, at the table")
    func missingOption() {
        #expect(
            mistakes(ofSheet: "metric: between, from_task: Check") == [
                #"d.yaml:2:19: the table "between" needs "to_task"; add to_task: and a name or pattern"#
            ])
        #expect(
            mistakes(ofSheet: "metric: between, from_task: [Check], to_task: Call").map { $0.prefix(28) } == [
                #"d.yaml:2:39: "from_task" mus"#
            ])
        #expect(
            mistakes(ofSheet: "metric: outcomes, to_task: Call") == [
                #"d.yaml:2:38: the table "outcomes" takes no "to_task"; remove it; it is for between"#
            ])
    }

    @Test("in two sheets of one name, whatever the capitals")
    func sameNames() {
        #expect(
            mistakes(in: "report: r\nsheets:\n- metric: summary\n- {metric: cycle_times, name: Summary}\n") == [
                #"d.yaml:4:31: a second sheet is called "Summary", first on line 3; give one of them another name: with name: …"#
            ])
    }

    @Test("and every other one of the file as well, in its order")
    func several() {
        let text = """
            titel: x
            report: r
            duration_unit: day
            sheets:
              - metric: cycle_tims
                limit: 0
              - metric: phase_times
                by: [phas]
            formats: [pdf]
            """
        #expect(
            mistakes(in: text).map { String($0.prefix { $0 != ";" }) } == [
                #"d.yaml:1:1: unknown key "titel""#,
                #"d.yaml:3:16: unknown duration unit "day""#,
                #"d.yaml:5:13: unknown metric "cycle_tims""#,
                #"d.yaml:6:12: "limit" must be a whole number of at least 1, not "0""#,
                #"d.yaml:8:10: unknown dimension "phas""#,
                #"d.yaml:9:11: unknown format "pdf""#,
            ])
    }

    @Test("as one error with a line for each, the last one's fix apart")
    func failure() throws {
        let failure = try #require(throws: DefinitionFailure.self) {
            try read("report: r\ntitel: x\nsheets: [{metric: sumary}]\n")
        }
        #expect(
            failure.what
                == "d.yaml:2:1: unknown key \"titel\"; did you mean \"title\"?\nd.yaml:3:19: unknown metric \"sumary\"")
        #expect(failure.fix == "did you mean \"summary\"?")
    }

    @Test(
        "and blames nothing else for it",
        arguments: [
            ("sheets: [{metric: cycle_times}, {metric: cycle_times, name: a/b}]", "2:61: \"name\" must be"),
            ("sheets: [{metric: cycle_times, by: [templat], columns: [template, count]}]", "2:37: unknown dimension"),
            ("sheets: [{metric: cycle_times, percentiles: [x], sort: [p10_days]}]", "2:46: \"percentiles\" must be"),
            (
                "sheets: [{metric: on_time, by: [template], sort: [template]}]",
                "2:32: the table \"on_time\" takes no"
            ),
            (
                "sheets: [{metric: executions, columns: [id, {name: x, jsonata: 1 +}], sort: [x]}]",
                "2:64: \"jsonata\" is no"
            ),
            ("sheets: [{metrik: summary}]", "2:11: unknown key \"metrik\""),
            (
                "sheets: [{metric: summary}, {metric: cycle_times, name: a/b}]\nalerts: [slow.count > 1]",
                "2:57: \"name\""
            ),
            (
                "sheets: [{metric: cycle_times, columns: [p50_hours]}]\nduration_unit: hour",
                "3:16: unknown duration unit"
            ),
            (
                "sheets: [{metric: cycle_times}]\nduration_unit: hour\nalerts: [cycle_times.p50_hours > 1]",
                "3:16: unknown duration unit"
            ),
            ("sheets: [{metric: summary}]\ncalendar: {from: 6, to: \"07:00\"}", "3:18: \"from\" must be"),
            ("sheets: [{metric: summary}]\nsource: {kind: file, path: [x]}", "3:28: \"path\" must be"),
            ("sheets: [{metric: summary}]\ntargets: [{task: [x], share: 0.5, within: 3d}]", "3:18: \"task\" must be"),
            (
                "sheets: [{metric: summary}]\nformats: [csv: {delimiter: [x], decimal_separator: \",\"}]",
                "3:28: \"delimiter\" must be"
            ),
        ])
    func aloneWithIt(text: String, expected: String) throws {
        let found = mistakes(in: "report: r\n" + text)
        #expect(found.count == 1, "\(found)")
        #expect(try #require(found.first).hasPrefix("d.yaml:" + expected), "\(found)")
    }

    @Test("A table that nobody knows costs the report its sheet, and the alerts that look at it, and nothing else")
    func lostSheets() throws {
        let definition = try read(
            """
            report: r
            sheets:
              - {metric: summary}
              - {metric: cycle_tims, name: slow}
            alerts: [open > 0, "slow[template = A].p85_days > 20"]
            """)
        #expect(definition.sheets.map(\.name) == ["summary"])
        #expect(definition.alerts.map(\.text) == ["open > 0"])
        #expect(
            definition.lost.map(\.warning) == [
                #"d.yaml:4:14: unknown metric "cycle_tims", so its sheet is left out; did you mean "cycle_times"?"#,
                #"d.yaml:5:20: the alert "slow[template = A].p85_days > 20" looks at the sheet "slow", so it is left out; "#
                    + "correct the sheet",
            ])
    }

    @Test("An alert that names no table at all is a mistake also beside a sheet that is left out")
    func unknownAlertTable() {
        let found = mistakes(
            in: "report: r\nsheets: [{metric: summary}, {metric: cycle_tims}]\nalerts: [sumary.value > 1]\n")
        #expect(found.count == 2)
        #expect(found.last?.contains(#"unknown table "sumary""#) == true, "\(found)")
    }
}
