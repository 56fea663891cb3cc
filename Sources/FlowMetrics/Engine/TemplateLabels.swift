import FlowModel
import FlowTables
import FlowTime

/// The label of each template: what reports call it.
struct TemplateLabels: Sendable {
    private let labels: [ScalarString: String]

    /// None that are known.
    static let unknown = TemplateLabels(labels: [:])

    fileprivate init(labels: [ScalarString: String]) {
        self.labels = labels
    }

    var isEmpty: Bool { labels.isEmpty }

    /// The label of the template whose id a cell holds; missing where it has none.
    func label(of id: Cell) -> Cell {
        .text(orMissing: id.textValue.flatMap { labels[ScalarString($0)] })
    }

    /// The label of the template whose id an interner knows by a symbol.
    func label(of id: Symbol, _ interner: Interner) -> Cell {
        label(of: .text(orMissing: interner.string(id)))
    }
}

/// Finds the label of each template: the most frequent name of its executions started by the report's clock.
///
/// Of equally frequent names the one of the latest start counts, then the smaller. A missing name has no say.
struct TemplateNameCounts {
    private var counts: [Use: Count] = [:]

    private struct Use: Hashable {
        var template: Symbol
        var name: Symbol
    }

    private struct Count {
        var executions = 0
        var latestStart = Instant.distantPast

        mutating func add(_ other: Count) {
            executions += other.executions
            latestStart = max(latestStart, other.latestStart)
        }
    }

    mutating func add(template: Symbol, name: Symbol, start: Instant) {
        guard template != Interner.missing, name != Interner.missing else { return }
        counts[Use(template: template, name: name), default: Count()].add(Count(executions: 1, latestStart: start))
    }

    mutating func merge(_ other: TemplateNameCounts, mapping: SymbolMapping) {
        for (use, count) in other.counts {
            counts[Use(template: mapping[use.template], name: mapping[use.name]), default: Count()].add(count)
        }
    }

    func labels(_ interner: Interner) -> TemplateLabels {
        var best: [Symbol: (name: String, count: Count)] = [:]
        for (use, count) in counts {
            guard let name = interner.string(use.name) else { continue }
            if let known = best[use.template], !Self.precedes((name, count), known) { continue }
            best[use.template] = (name, count)
        }
        let labels = best.compactMap { template, label in
            interner.string(template).map { (ScalarString($0), label.name) }
        }
        return TemplateLabels(labels: Dictionary(uniqueKeysWithValues: labels))
    }

    private static func precedes(_ left: (name: String, count: Count), _ right: (name: String, count: Count)) -> Bool {
        if left.count.executions != right.count.executions { return left.count.executions > right.count.executions }
        if left.count.latestStart != right.count.latestStart { return left.count.latestStart > right.count.latestStart }
        return ScalarString(left.name) < ScalarString(right.name)
    }
}
