package import FlowTime

/// What a report says of single tasks before all tables: which need somebody today, and what has happened since the
/// working day before.
package struct Morning: Sendable {
    /// The first instant of the working day before that of the report's clock.
    package let since: Instant
    /// Each of `Kind`, in its order.
    package private(set) var lists: [List]

    /// Which tasks a list shows.
    package enum Kind: String, CaseIterable, Sendable {
        /// Overdue or due today: those that can be done now first, then those due first.
        case urgent
        /// Those of them whose due date lies since the working day before.
        case becameOverdue = "became_overdue"
        /// Due today and not overdue yet.
        case dueToday = "due_today"
        /// To be done by a person now, and nobody is assigned.
        case unassigned
        /// Settled by people since the working day before, the latest first.
        case settled
    }

    /// The first tasks of a kind.
    package struct List: Sendable {
        package let kind: Kind
        /// How many there are in all.
        package let count: Int
        /// At most `Morning.most` of them, in the order of their kind. The first text column that is no id names the
        /// customer and carries the link.
        package fileprivate(set) var table: ReportTable

        package init(_ kind: Kind, count: Int, table: ReportTable) {
            self.kind = kind
            self.count = count
            self.table = table
        }
    }

    /// Rows of a list at most.
    package static let most = 10

    package init(since: Instant, lists: [List]) {
        self.since = since
        self.lists = lists
    }

    package func list(_ kind: Kind) -> List? { lists.first { $0.kind == kind } }

    func mapTexts(_ transform: (Message) -> Message) -> Morning {
        var morning = self
        for index in lists.indices { morning.lists[index].table = lists[index].table.mapTexts(transform) }
        return morning
    }
}
