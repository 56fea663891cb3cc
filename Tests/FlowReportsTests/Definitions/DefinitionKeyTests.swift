import FlowMetrics
import FlowModel
import FlowRenderers
import FlowReports
import FlowTables
import FlowTime
import Testing

@Suite("A definition says")
struct DefinitionKeyTests {
    @Test("no more than a name and sheets, and the rest is as usual")
    func defaults() throws {
        let definition = try definition()
        #expect(definition.name == "r")
        #expect(definition.title.text == "r")
        #expect(definition.filePattern == "{name}")
        #expect(definition.zone.identifier == "UTC")
        #expect(definition.period == ReportPeriod())
        #expect(definition.unit == .days)
        #expect(definition.schedule == nil)
        #expect(definition.source == ReportSource(origin: .api, schemas: [], entitiesFile: nil))
        #expect(definition.formats.map(\.name) == ["xlsx"])
        #expect(definition.csv == CSVOptions())
        #expect(definition.link == nil)
        #expect(definition.language == .english)
        #expect(definition.targets.isEmpty && definition.alerts.isEmpty)
        let sheet = try #require(definition.sheets.first)
        #expect(definition.sheets.count == 1)
        #expect(sheet.metric.name == "summary" && sheet.name == "summary" && sheet.title == nil)
        #expect(sheet.by == nil && sheet.percentiles == nil && sheet.bucket == nil && sheet.limit == nil)
        #expect(sheet.showsChart)
    }

    @Test("what is shown of people, in a word or in full")
    func people() throws {
        func people(_ text: String) throws -> ReportPeople {
            try read("report: r\npeople: \(text)\nsheets: [{metric: summary}]\n").people
        }
        #expect(try definition().people == ReportPeople())
        for show in PeopleRule.Show.allCases { #expect(try people(show.rawValue).show == show) }
        var full = ReportPeople()
        full.show = .departments
        full.smallestGroup = 5
        full.file = "people.csv"
        #expect(try people("{show: departments, smallest_group: 5, file: people.csv}") == full)
    }

    @Test("everything that it can")
    func everything() throws {
        let definition = try read(
            """
            report: month-end_2
            title: "Monatsabschluss: Übersicht"
            file: "{name}-{date}"
            time_zone: Europe/Berlin
            period: {from: -6m, to: 2026-11-01}
            duration_unit: hours
            calendar: {days: [mon, sat], hours: ["08:00-12:00", "13:00-17:00"], holidays: [2026-12-24], region: DE-NW}
            source:
              kind: file
              path: data/flows.jsonl.gz
              schemas: [opportunity, order]
              entities: ids.txt
            formats: [xlsx, csv: {delimiter: ";", decimal_separator: ",", bom: true, formula_guard: false}, json]
            link: "https://portal.example.com/x/{execution_id}?y=1"
            language: de
            sheets:
              - metric: cycle_times
                by: [template, ended_month]
                percentiles: [50, 99.5, 0]
                sort: [-count, template]
                columns: [template, count, p99.5_hours]
                limit: 7
                name: Slowest
                title: Am langsamsten
                chart: false
              - metric: throughput
                bucket: quarter
              - metric: between
                from_task: Angebot*
                to_task: Montage?
            """)
        #expect(definition.name == "month-end_2")
        #expect(definition.title.text == "Monatsabschluss: Übersicht")
        #expect(definition.filePattern == "{name}-{date}")
        #expect(definition.zone.identifier == "Europe/Berlin")
        #expect(definition.period.from == .before(6, .months))
        #expect(definition.period.to == .date(CivilDate.days(year: 2026, month: 11, day: 1)))
        #expect(definition.unit == .hours)
        let schedule = try #require(definition.schedule)
        #expect(schedule.weekdays == [.monday, .saturday])
        #expect(schedule.dayLength == Milliseconds(8 * 3_600_000))
        #expect(schedule.holidays == [CivilDate.days(year: 2026, month: 12, day: 24)])
        #expect(schedule.region == .northRhineWestphalia)
        #expect(
            definition.source
                == ReportSource(
                    origin: .file("data/flows.jsonl.gz"), schemas: ["opportunity", "order"], entitiesFile: "ids.txt"))
        #expect(definition.formats.map(\.name) == ["xlsx", "csv", "json"])
        #expect(
            try definition.csv
                == CSVOptions(delimiter: ";", decimalSeparator: ",", byteOrderMark: true, formulaGuard: false))
        #expect(definition.link == "https://portal.example.com/x/{execution_id}?y=1")
        #expect(definition.language.code == "de")
        let sheet = definition.sheets[0]
        #expect(sheet.metric.name == "cycle_times")
        #expect(sheet.by == [.template, .ended(.month)])
        #expect(sheet.percentiles == [50, 99.5, 0])
        #expect(sheet.limit == 7)
        #expect(sheet.name == "Slowest" && sheet.title?.text == "Am langsamsten")
        #expect(!sheet.showsChart)
        #expect(definition.sheets[1].bucket == .quarter)
        let way = definition.sheets[2].query()
        #expect(way.fromTask == Wildcard("Angebot*") && way.toTask == Wildcard("Montage?"))
    }

    @Test(
        "where the executions come from, also in a word",
        arguments: [
            ("api", ReportSource.Origin.api), ("warehouse", .warehouse), ("\"-\"", .file("-")),
            ("flows.json", .file("flows.json")), ("data/flows", .file("data/flows")), ("{}", .api),
            ("{kind: api}", .api), ("{kind: warehouse}", .warehouse), ("{path: x}", .file("x")),
            ("{kind: file, path: \"-\"}", .file("-")),
        ])
    func origin(text: String, origin: ReportSource.Origin) throws {
        #expect(try definition(with: "source: \(text)\n").source.origin == origin)
    }

    @Test(
        "when people work, in part or whole",
        arguments: [
            ("{}", 9.0), ("{from: \"09:30\"}", 7.5), ("{to: \"12:00\"}", 4), ("{from: \"00:00\", to: \"24:00\"}", 24),
            // Hours that overlap count once.
            ("{hours: [\"08:00-12:00\", \"10:00-13:00\"]}", 5),
        ])
    func calendar(text: String, hours: Double) throws {
        let schedule = try #require(try definition(with: "calendar: \(text)\n").schedule)
        #expect(Double(schedule.dayLength) / 3_600_000 == hours)
        #expect(schedule.weekdays == WorkingSchedule.usualWeek)
        #expect(schedule.holidays.isEmpty && schedule.region == nil)
    }

    @Test("what the organization has set itself")
    func targets() throws {
        let definition = try definition(
            with: """
                targets:
                  - {template: "Wallbox*", share: 0.85, within: 14d}
                  - {task: Freigeben, share: 1, within: "1d12h"}
                """)
        #expect(definition.targets.map(\.subject) == [.template, .task])
        #expect(definition.targets.map(\.pattern.text) == ["Wallbox*", "Freigeben"])
        #expect(definition.targets.map(\.share) == [0.85, 1])
        #expect(definition.targets.map(\.within.text) == ["14d", "1d12h"])
        #expect(definition.context(asOf: 0).targets == definition.targets)
    }

    @Test("the figures' context at a clock")
    func context() throws {
        // 2026-11-23T12:00Z, a Monday at 13:00 in Berlin; 90 days before it summer time was still on.
        let asOf: Instant = 1_795_435_200_000
        let definition = try definition(with: "time_zone: Europe/Berlin\nperiod: {from: -90d}\ncalendar: {}\n")
        let context = definition.context(asOf: asOf)
        #expect(context.asOf == asOf && context.to == asOf)
        #expect(context.from?.text == "2026-08-24T22:00:00.000Z")
        #expect(context.zone.identifier == "Europe/Berlin")
        #expect(context.inUnit(9 * .hour as Milliseconds) == 1)
        #expect(context.duration(from: asOf - 86_400_000, to: asOf) == Milliseconds(5 * 3_600_000))
    }

    @Test("how its files are called")
    func fileName() throws {
        // 23:30Z on the 22nd is the 23rd in Berlin.
        let asOf: Instant = 1_795_390_200_000
        let berlin = "file: \"{name}-{date}-{date}\"\ntime_zone: Europe/Berlin\n"
        #expect(try definition(with: berlin).fileName(asOf: asOf) == "r-2026-11-23-2026-11-23")
        #expect(try definition(with: "file: \"{date}\"\n").fileName(asOf: asOf) == "2026-11-22")
        #expect(try definition().fileName(asOf: asOf) == "r")
    }

    @Test("the same in any notation of YAML, with any line end, and behind a byte-order mark")
    func notations() throws {
        let block = "report: r\nsheets:\n- metric: cycle_times\n  by:\n  - template\n"
        let json = "{\"report\": \"r\", \"sheets\": [{\"metric\": \"cycle_times\", \"by\": [\"template\"]}]}"
        for text in [block, json, block.replacing("\n", with: "\r\n"), "\u{FEFF}" + block, "--- \n\(block)...\n"] {
            let definition = try read(text)
            #expect(definition.name == "r" && definition.sheets[0].by == [.template])
        }
    }

    @Test("a link or source only in text: reading fetches and writes nothing")
    func nothingIsTouched() throws {
        let definition = try definition(
            with: "source: /nowhere/at/all.json\nlink: \"http://127.0.0.1:9/{execution_id}\"\n")
        #expect(definition.source.origin == .file("/nowhere/at/all.json"))
    }
}
