package import FlowTables

/// What needs somebody today in sentences of the report's language, for a mail or a chat.
package struct MorningNews: Sendable {
    /// What has happened since the working day before, and what the day brings.
    package let sentences: [String]
    /// What stands over the most urgent tasks; nil where there is none.
    package let heading: String?
    package let tasks: [Task]

    /// One task in a line.
    package struct Task: Sendable {
        /// What is to be done, about whom, by whom, and how late it is.
        package let text: String
        /// Where its run opens; nil without a link.
        package let address: String?
    }

    /// Tasks that are named.
    private static let most = 5

    /// Nil where the report has no such lists.
    package init?(_ report: Report) {
        guard let morning = report.morning, let urgent = morning.list(.urgent) else { return nil }
        let day = MorningPage.day(of: morning, report)
        sentences = Morning.Kind.allCases.compactMap { kind in
            morning.list(kind).flatMap { Message.sentence(of: kind, $0.count, since: day) }.map(report.words.text)
        }
        heading =
            urgent.count == 0 ? nil : report.words.text(.urgentTasks(urgent.count, isWhole: urgent.count <= Self.most))
        let table = urgent.table
        let links = ExecutionLinks(table, link: report.executionLink)
        tasks = (table.rows.stored ?? []).prefix(Self.most).map { row in
            Task(text: Self.text(of: row, in: table, report), address: links?.address(of: row))
        }
    }

    private static func text(of row: [Cell], in table: ReportTable, _ report: Report) -> String {
        let cells = PageCells(report)
        func text(_ index: Int) -> String { cells.text(of: row[index], in: table.columns[index]) }
        let named = ["task", "customer", "people"].compactMap(table.columnIndex).map(text)
        let late = table.columns.firstIndex { $0.stem == "overdue" }
        let due = table.columnIndex("due_at")
        var state: Message?
        if let late, row[late].numericValue ?? 0 > 0 {
            state = .overdueBy(text(late), report.words.unit(table.columns[late].unit ?? ""))
        } else if let due, row[due] != .missing {
            state = .due(text(due))
        }
        return (named + [state.map(report.words.text)].compactMap(\.self)).filter { !$0.isEmpty }
            .map(DisplayWidth.harmless).joined(separator: " · ")
    }
}

extension Message {
    /// How many tasks a list has; nil where that is no news.
    static func sentence(of kind: Morning.Kind, _ count: Int, since day: Message) -> Message? {
        switch kind {
        case .urgent: nil
        case .becameOverdue:
            switch count {
            case 0: Message("summary.became_overdue_none", "No task has become overdue since \("day", day).")
            case 1: Message("summary.became_overdue_one", "1 task has become overdue since \("day", day).")
            default:
                Message("summary.became_overdue", "\("count", count) tasks have become overdue since \("day", day).")
            }
        case .dueToday:
            switch count {
            case 0: Message("summary.due_today_none", "No task is due today.")
            case 1: Message("summary.due_today_one", "1 task is due today.")
            default: Message("summary.due_today", "\("count", count) tasks are due today.")
            }
        case .unassigned:
            switch count {
            case 0: nil
            case 1: Message("summary.unassigned_one", "1 task that could be done now belongs to nobody.")
            default:
                Message("summary.unassigned", "\("count", count) tasks that could be done now belong to nobody.")
            }
        case .settled:
            switch count {
            case 0: Message("summary.settled_none", "No task has been settled since \("day", day).")
            case 1: Message("summary.settled_one", "1 task has been settled since \("day", day).")
            default: Message("summary.settled", "\("count", count) tasks have been settled since \("day", day).")
            }
        }
    }

    static func urgentTasks(_ count: Int, isWhole: Bool) -> Message {
        isWhole
            ? Message("summary.urgent_all", "Overdue or due today:")
            : Message("summary.urgent", "\("count", count) tasks are overdue or due today, the most urgent:")
    }

    static func overdueBy(_ time: String, _ unit: String) -> Message {
        Message("summary.task_overdue", "\("time", time) \("unit", unit) overdue")
    }

    static func due(_ time: String) -> Message { Message("summary.task_due", "due \("time", time)") }

    /// One of each of the above.
    static let ofNews: [Message] =
        [urgentTasks(1, isWhole: true), urgentTasks(9, isWhole: false), overdueBy("2", "days"), due("")]
        + Morning.Kind.allCases.flatMap { kind in [0, 1, 2].compactMap { sentence(of: kind, $0, since: yesterday) } }
}
