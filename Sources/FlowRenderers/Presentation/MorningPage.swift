import FlowTables
import FlowTime

/// What the first page says of single tasks, list by list, in the report's language.
struct MorningPage {
    /// The tasks that need somebody first.
    let urgent: Section
    /// The other lists, in their order.
    let others: [Section]

    /// One list with its title.
    struct Section {
        let kind: Morning.Kind
        /// `Overdue since Friday (12)`
        let title: String
        /// How many tasks there are.
        let count: Int
        /// The tasks that are shown.
        let table: ReportTable
        /// How many more there are.
        let more: Int
        /// Kinds of tables that list them all, the best one first.
        let tables: [String]

        /// The columns that have room beside each other, from the left: who it is about, what is to be done, and by whom
        /// or until when.
        var shortColumns: [Int] {
            ["customer", "task", kind == .unassigned ? "due_at" : "people"].compactMap(table.columnIndex)
        }

        /// All columns but the id.
        var longColumns: [Int] { table.columns.indices.filter { !table.columns[$0].isIdentifier } }
    }

    /// Rows of the other lists.
    private static let mostOfOthers = 5

    /// Nil where the report has no such lists.
    init?(_ report: Report) {
        guard let morning = report.morning, let urgent = morning.list(.urgent) else { return nil }
        let day = Self.day(of: morning, report)
        func section(_ list: Morning.List, most: Int) -> Section {
            let shown = min(list.count, most)
            let title = report.words.text(.title(of: list.kind, since: day))
            return Section(
                kind: list.kind, title: "\(title) (\(report.words.count(list.count)))", count: list.count,
                table: list.table.limited(to: shown), more: list.count - shown, tables: Self.tables(list.kind))
        }
        self.urgent = section(urgent, most: Morning.most)
        others = morning.lists.filter { $0.kind != .urgent }.map { section($0, most: Self.mostOfOthers) }
    }

    private static func tables(_ kind: Morning.Kind) -> [String] {
        switch kind {
        case .urgent, .becameOverdue: ["overdue_tasks", "tasks"]
        case .dueToday, .unassigned, .settled: ["tasks"]
        }
    }

    /// `yesterday`, or the weekday of the working day before.
    static func day(of morning: Morning, _ report: Report) -> Message {
        func day(_ instant: Instant) -> Int {
            InstantText.split(instant + report.utcOffset(instant) * .second).days
        }
        let since = day(morning.since)
        guard day(report.asOf) - since > 1 else { return .yesterday }
        let weekday = Weekday.allCases[CivilDate.weekday(ofDay: since)]
        return Vocabulary.weekdays.words[weekday.rawValue] ?? .yesterday
    }
}
