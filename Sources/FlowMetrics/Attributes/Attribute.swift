import FlowModel
package import FlowTables
import FlowTime

/// One thing that is known of executions, phases or tasks.
///
/// Each is declared once, in a list of its grain. What tables are grouped by, what `where` asks, the columns of lists and the
/// reference of all of them follow from that.
package struct Attribute: Sendable {
    /// The name in `by`, in `where` and of its column, which a duration ends with the report's unit.
    package private(set) var name: String
    /// The header for people.
    package private(set) var title: Message
    /// What it is, in a sentence.
    package private(set) var note: Message
    /// The coarsest grain that has it. Finer ones have that of their execution, unless it says otherwise.
    package let grain: Grain
    package let use: Use
    /// How its cells stand out in lists.
    package private(set) var emphasis: ReportColumn.Emphasis
    /// Which words of the program's own are among its texts.
    package let vocabulary: Vocabulary?
    /// The instant whose span of time it is, where periods go by that instant too.
    let spanOf: PeriodInstant?
    /// The facts that have to be worked out to read it, with those of its grain.
    let facts: FactDemand
    let reading: Reading
    /// How a list calls all its values together, of one that can have several.
    private let listedAs: Names?
    /// How a list calls whether there is a value, of one that lists show so.
    private let presentAs: Names?

    /// What an attribute is for, besides columns.
    package enum Use: Sendable {
        case columns
        /// Conditions.
        case conditions
        /// Conditions and groups.
        case groups
    }

    /// What a column calls an attribute.
    struct Names: Sendable {
        let name: String
        let title: Message
        let note: Message

        init(_ name: String, title: Message, note: Message) {
            self.name = name
            self.title = title
            self.note = note
        }

        fileprivate func named(_ prefix: String) -> Names {
            Names(name, title: title.named("\(prefix).title"), note: note.named("\(prefix).note"))
        }
    }

    /// What kind of value it is, as conditions see it.
    package enum Kind: String, Sendable {
        case text, number, duration, instant, truth
    }

    init(
        _ name: String, title: Message, note: Message, of grain: Grain = .execution, for use: Use = .conditions,
        emphasis: ReportColumn.Emphasis = .none, vocabulary: Vocabulary? = nil, spanOf: PeriodInstant? = nil,
        facts: FactDemand = [], listedAs: Names? = nil, presentAs: Names? = nil, _ reading: Reading
    ) {
        self.name = name
        self.title = title.named("attribute.\(name).title")
        self.note = note.named("attribute.\(name).note")
        self.grain = grain
        self.use = use
        self.emphasis = emphasis
        self.vocabulary = vocabulary
        self.spanOf = spanOf
        self.facts = facts
        self.reading = reading
        self.listedAs = listedAs.map { $0.named("attribute.\(name).listed") }
        self.presentAs = presentAs.map { $0.named("attribute.\(name).present") }
    }

    package var kind: Kind {
        switch reading {
        case .text, .identifier, .word, .person, .people, .texts, .symbols, .templateLabel, .bucket: .text
        case .instant: .instant
        case .duration: .duration
        case .ratio, .count: .number
        case .truth: .truth
        }
    }
}

/// Two attributes of one name are the same.
extension Attribute: Hashable {
    package static func == (left: Attribute, right: Attribute) -> Bool { left.name == right.name }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
    }
}

/// What one row of a table stands for, and so which attributes it can be grouped by and asked for.
package enum Grain: Int, CaseIterable, Sendable {
    case execution, phase, task
}

// MARK: The lists

extension Attribute {
    /// Every attribute that groups or conditions know, in the order of the reference.
    package static let all: [Attribute] = ofExecutions + ofPhases + ofTasks

    /// What a table of some grain can be grouped by.
    package static func groups(of grain: Grain) -> [Attribute] {
        all.filter { $0.use == .groups && $0.grain.rawValue <= grain.rawValue }
    }

    /// What a condition on things of some grain can ask for: first what they can be grouped by.
    package static func conditions(of grain: Grain) -> [Attribute] {
        groups(of: grain) + all.filter { $0.use == .conditions && $0.grain.rawValue <= grain.rawValue }
    }

    /// The facts that have to be worked out to read it of something of a grain.
    func facts(for grain: Grain) -> FactDemand {
        var facts = facts
        if facts.remove(.phaseOfSubject) != nil {
            facts.formUnion(grain == .task ? [.tasks, .phaseOfTask] : [.phases, .phaseOfTask])
        }
        return facts.union(grain.facts)
    }
}

extension Grain {
    /// The facts that things of the grain consist of.
    var facts: FactDemand {
        switch self {
        case .execution: []
        case .phase: [.tasks, .phases, .phaseOfTask]
        case .task: [.tasks]
        }
    }
}

// MARK: Columns

extension Attribute {
    /// The same attribute as tables call it that show it under another name; it keeps its texts but for those given.
    func shown(as name: String, title: Message? = nil) -> Attribute {
        var attribute = self
        attribute.name = name
        if let title { attribute.title = title.named("attribute.\(name).title") }
        if case .link = emphasis { attribute.emphasis = .link(idColumn: name) }
        return attribute
    }

    /// The same attribute as a table says it in words of its own.
    func noted(_ note: Message) -> Attribute {
        var attribute = self
        attribute.note = note
        return attribute
    }

    /// All values together, for a column of a list.
    var listed: Attribute {
        let names = listedAs ?? Names(name, title: title, note: note)
        return Attribute(
            names.name, title: names.title, note: names.note, of: grain, for: .columns, vocabulary: vocabulary,
            facts: facts, reading)
    }

    /// Whether there is a value.
    var present: Attribute {
        let names = presentAs ?? Names(name, title: title, note: note)
        return Attribute(
            names.name, title: names.title, note: names.note, of: grain, for: .columns, emphasis: .alarm, facts: facts,
            .truth { [reading] record, subject in reading.hasValue(subject, record) })
    }

    /// Whether conditions can ask whether there is a value as though it were a truth, since lists show it as one.
    var isShownAsTruth: Bool { presentAs != nil }

    /// The column without a unit, for those that name it.
    package func column(_ context: MetricContext) -> ReportColumn {
        switch columnType {
        case .duration: context.duration(name, title: title, note: note, emphasis: emphasis)
        case let type:
            ReportColumn(name, type, title: title, note: note, emphasis: emphasis, vocabulary: vocabulary)
        }
    }

    private var columnType: ReportColumn.ColumnType {
        switch reading {
        case .text, .identifier, .word, .person, .people, .texts, .symbols, .templateLabel, .bucket: .string
        case .instant: .instant
        case .duration: .duration
        case .ratio: .percent
        case .count: .integer
        case .truth: .boolean
        }
    }
}
