package import FlowModel

/// What a report shows of people, and what its definition knows of them itself.
package struct PeopleRule: Sendable {
    package let show: Show
    /// Departments of fewer distinct assignees among all that the report reads are shown as one; nil for all as they are.
    package let smallestGroup: Int?
    /// A list of people, which comes before what the source knows.
    package let listed: [ListedPerson]

    package enum Show: String, CaseIterable, Sendable {
        /// Their names.
        case names
        case ids
        /// Their departments, which stand for them everywhere.
        case departments
        /// What nobody can lead back to them without the key of the warehouse, the same from report to report.
        case pseudonyms
    }

    package init(_ show: Show = .names, smallestGroup: Int? = nil, listed: [ListedPerson] = []) {
        self.show = show
        self.smallestGroup = smallestGroup
        self.listed = listed
    }
}

/// Why tables cannot show what they shall.
package enum MetricError: Error, Hashable, Sendable {
    /// Pseudonyms are made under a key, and the source of the executions has none.
    case noPseudonyms(source: String)

    /// What went wrong, on one line, without a full stop.
    package var what: String {
        switch self {
        case .noPseudonyms(let source):
            "pseudonyms are made under a key, and the source of the runs has none: \(source)"
        }
    }

    /// What to do about it.
    package var fix: String {
        switch self {
        case .noPseudonyms: "read the warehouse, or let the definition show departments"
        }
    }
}
