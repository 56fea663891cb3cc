package import FlowModel
import FlowTables
package import FlowTime

/// What an organization has set itself: a share of some runs, phases or tasks that shall take no longer than some time.
package struct Target: Hashable, Sendable {
    /// What the target is for, by the name of its template, phase or task.
    package enum Subject: String, CaseIterable, Sendable {
        /// Executions, by the label of their template: cycle time.
        case template
        /// Phases by their own name: lead time.
        case phase
        /// Tasks by their own name: lead time.
        case task

        /// What rows that are for one of them, or about one, are called.
        static let words = Vocabulary("kind", ["template": "template", "phase": "phase", "task": "task"])
    }

    package let subject: Subject
    /// Which names the target is for.
    package let pattern: Wildcard
    /// The share that shall be reached, above 0 and at most 1.
    package let share: Double
    /// The time, which itself still counts as reached.
    package let within: DurationText

    package init(_ subject: Subject, _ pattern: Wildcard, share: Double, within: DurationText) {
        self.subject = subject
        self.pattern = pattern
        self.share = share
        self.within = within
    }
}
