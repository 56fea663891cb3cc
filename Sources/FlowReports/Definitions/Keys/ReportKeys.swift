import FlowMetrics
import FlowModel
import FlowTables
import FlowTime
import FlowYAML
import Foundation

/// A definition while its keys are read; what is missing at the end takes its default.
struct ReportDraft {
    var name: String?
    var title: Message?
    /// Read when it is known what may stand in it.
    var file: YAMLNode?
    var dimension: Attribute?
    var zone = ZoneTable.utc
    var period = PeriodDraft()
    var unit = DurationUnit.days
    var calendar: CalendarDraft?
    var source = SourceDraft()
    var maxAge = Staleness.usualMaxAge
    var people = PeopleDraft()
    var formats = FormatsDraft()
    var link: String?
    var language = Words.english
    var sheets: [SheetDraft] = []
    var targets: [Target] = []
    var alerts: [Placed<String>] = []
    /// The keys whose values are wrong.
    var wrong: Set<String> = []

    /// The definition, or nil where it is of no use, which has been told. A definition that lost some of its sheets is not.
    func finished(_ problems: inout DefinitionProblems) -> ReportDefinition? {
        // Without the right unit nobody knows what columns are called.
        let unit = wrong.contains("duration_unit") ? nil : unit
        let before = problems.count
        let (sheets, statements) = SheetDraft.finished(self.sheets, unit: unit, zone, &problems)
        let areSheetsRight = unit != nil && problems.count == before && !wrong.contains("sheets")
        let filePattern = self.filePattern(&problems)
        period.check(zone, &problems)
        let schedule = calendar?.finished(&problems)
        let tables = AlertTables(sheets, unit: self.unit, lost: Set(self.sheets.compactMap(\.lostName)))
        let alerts = tables.read(alerts, knowsTables: areSheetsRight, &problems)
        guard !problems.areFatal, !(sheets.isEmpty && statements.isEmpty), let name, let unit else { return nil }
        var definition = ReportDefinition(
            name: name, title: title ?? Message(verbatim: name), filePattern: filePattern, zone: zone,
            period: period.value, unit: unit,
            schedule: schedule, source: source.value, maxAge: maxAge,
            people: people.value, filter: source.filter,
            formats: formats.formats, csv: formats.csv,
            link: link,
            language: language, sheets: sheets, targets: targets, alerts: alerts, lost: problems.lost)
        definition.statements = statements
        definition.dimension = dimension
        return definition
    }

    /// What the files are called: those of each value of a dimension have to differ by it.
    private func filePattern(_ problems: inout DefinitionProblems) -> String {
        let each = dimension.map { "{\($0.name)}" }
        guard let file else { return each.map { "{name}-\($0)" } ?? "{name}" }
        let text = file.filePattern(["name", "date"] + [dimension?.name].compactMap(\.self), &problems)
        if let text, let each, !text.contains(each) {
            problems.add(
                file.place, "\"file\" has no \(each), so that all reports would be one file",
                advice: "put \(each) into it")
        }
        return text ?? "{name}"
    }
}

/// The keys of a definition's first level.
enum ReportKeys {
    static let table = KeyTable<ReportDraft>(
        "the definition",
        [
            DefinitionKey("report", "a name", required: true, "The report's name, for files and machines.") {
                $1.name = $0.name("report", &$2)
            },
            DefinitionKey("title", "a text", "The title for people; the name where it is missing.") {
                $1.title = $0.text("title", &$2).map(Message.init(verbatim:))
            },
            DefinitionKey(
                "file", "a text with {name} and {date}",
                "What the files are called: {name} is the report's name, {date} the day of its clock, and the dimension of "
                    + "for_each in braces its value. Default: {name}."
            ) { node, draft, _ in draft.file = node },
            DefinitionKey(
                "for_each", "a dimension of runs",
                "A report of its own for each value: for_each: department, with {department} in file. Its tables look at those "
                    + "runs, phases or tasks that have the value; what has none is in no report. Default: one report."
            ) { node, draft, problems in
                let known = Attribute.groups(of: .execution)
                let name = node.word("for_each", "dimension", among: known.map(\.name), &problems)
                draft.dimension = known.first { $0.name == name }
            },
            DefinitionKey(
                "time_zone", "an IANA time zone", "The time zone of days, weeks and shown times. Default: UTC."
            ) { $1.zone = $0.zone("time_zone", &$2) ?? $1.zone },
            DefinitionKey(
                "period", "a mapping with from and to",
                "The span that the report looks at. Default: all until its clock."
            ) { PeriodKeys.table.read($0, into: &$1.period, &$2) },
            DefinitionKey(
                "duration_unit", DurationUnit.allCases.map(\.rawValue).joined(separator: ", "),
                "The unit of durations. Default: days."
            ) { node, draft, problems in
                let units = DurationUnit.allCases.map(\.rawValue)
                draft.unit =
                    node.word("duration_unit", "duration unit", among: units, &problems)
                    .flatMap(DurationUnit.init(rawValue:)) ?? draft.unit
            },
            DefinitionKey(
                "calendar", "a mapping with days, from, to, hours, holidays and region",
                "When people work; durations are then working time, and a day is a working day. Default: real time."
            ) { node, draft, problems in
                var calendar = CalendarDraft()
                calendar.wrong = CalendarKeys.table.read(node, into: &calendar, &problems)
                draft.calendar = calendar
            },
            DefinitionKey(
                "source", "api, warehouse, a path, or a mapping",
                "Where the executions come from, and of which entities. Default: api."
            ) { SourceKeys.read($0, into: &$1.source, &$2) },
            DefinitionKey(
                "max_age", "a time such as 26h or 2d",
                "How long before the report's clock the last sync may have ended before the data counts as stale. "
                    + "Default: 26h."
            ) { $1.maxAge = $0.maxAge(&$2) ?? $1.maxAge },
            DefinitionKey(
                "people", "names, ids, departments, pseudonyms, or a mapping",
                "What the report shows of people, in all of its files. Default: names."
            ) { $1.people.read($0, &$2) },
            DefinitionKey("formats", "a list of formats", "The formats to write. Default: [xlsx].") {
                $1.formats.read($0, &$2)
            },
            DefinitionKey(
                "link", "an address with {execution_id}",
                "Where an execution opens in the portal, for links in the workbook."
            ) { $1.link = $0.link(&$2) },
            DefinitionKey(
                "language", Languages.codes.joined(separator: " or "),
                "The language of titles, notes, the workbook's own words and its numbers. Default: en."
            ) { node, draft, problems in
                draft.language =
                    node.word("language", "language", among: Languages.codes, &problems).flatMap(Languages.named)
                    ?? draft.language
            },
            DefinitionKey(
                "targets", "a list of targets",
                "What share of which runs, phases or tasks shall take no longer than what; the table targets shows it, "
                    + "and every table marks whom it names."
            ) { $1.targets = TargetKeys.read($0, &$2) },
            DefinitionKey(
                "alerts", "a list of conditions",
                "What somebody has to hear of: overdue_tasks > 50, cycle_times[template = Wallbox].p85_days > 20."
            ) { node, draft, problems in
                draft.alerts = node.list("alerts", of: "alerts", &problems)?.texts("alerts", "alert", &problems) ?? []
            },
            DefinitionKey("sheets", "a list of sheets", required: true, "The tables, in the order of the workbook.") {
                node, draft, problems in
                for item in node.list("sheets", of: "sheets", &problems) ?? [] {
                    var sheet = SheetDraft(place: item.place)
                    sheet.wrong = SheetKeys.table.read(item, into: &sheet, &problems)
                    draft.sheets.append(sheet)
                }
            },
        ])
}

extension YAMLNode {
    fileprivate func filePattern(_ known: [String], _ problems: inout DefinitionProblems) -> String? {
        guard let text = text("file", &problems) else { return nil }
        guard !text.contains("/") else {
            mustBe("file", "a name without folders", advice: .chooseFolder, &problems)
            return nil
        }
        return hasOnly(known, text, &problems) ? text : nil
    }

    fileprivate func link(_ problems: inout DefinitionProblems) -> String? {
        guard let text = text("link", &problems) else { return nil }
        guard text.hasPrefix("https://") || text.hasPrefix("http://"), !text.contains(where: \.isWhitespace) else {
            mustBe("link", "an address that begins with https://", &problems)
            return nil
        }
        guard hasOnly(["execution_id"], text, &problems) else { return nil }
        guard text.contains("{execution_id}") else {
            mustBe("link", "an address with {execution_id} in it", &problems)
            return nil
        }
        return text
    }

    /// Whether the braces of a text hold known words only.
    private func hasOnly(_ known: [String], _ text: String, _ problems: inout DefinitionProblems) -> Bool {
        var rest = text[...]
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[brace] == "{", let end = rest[brace...].firstIndex(of: "}") else {
                problems.add(
                    place, "a brace stands alone in \(quoted(text))",
                    advice: "write \(known.map { "{\($0)}" }.joined(separator: " or "))")
                return false
            }
            let word = String(rest[rest.index(after: brace)..<end])
            guard known.contains(word) else {
                problems.addUnknown("placeholder", "{\(word)}", place, known: known.map { "{\($0)}" })
                return false
            }
            rest = rest[rest.index(after: end)...]
        }
        return true
    }

    /// A time from a second to a year, in real time.
    fileprivate func maxAge(_ problems: inout DefinitionProblems) -> Milliseconds? {
        guard let text = text("max_age", &problems) else { return nil }
        guard let time = DurationText(text)?.milliseconds(), time >= .second, time <= 365 * .day else {
            mustBe("max_age", "a time from 1s to 365d, such as 26h or 2d", &problems)
            return nil
        }
        return time
    }

    fileprivate func zone(_ label: String, _ problems: inout DefinitionProblems) -> ZoneTable? {
        guard let text = text(label, &problems) else { return nil }
        guard let zone = ZoneTable(identifier: text) else {
            problems.add(
                place, "unknown time zone \(quoted(text))",
                suggestion: nearestWord(to: text, among: TimeZone.knownTimeZoneIdentifiers),
                advice: "give an IANA name such as Europe/Berlin")
            return nil
        }
        return zone
    }
}
