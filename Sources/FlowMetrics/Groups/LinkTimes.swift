import FlowModel
import FlowTables
import FlowTime

/// How often one thing followed another in a group, and after how long.
struct LinkTimes: GroupValue {
    private var times: [Link: Distribution] = [:]

    private struct Link: Hashable {
        let from: Symbol
        let to: Symbol
    }

    /// Takes in a step from one thing to the next and its milliseconds.
    mutating func add(from: Symbol, to: Symbol, _ duration: Milliseconds) {
        times[Link(from: from, to: to), default: Distribution()].add(duration)
    }

    mutating func merge(_ other: LinkTimes, mapping: SymbolMapping) {
        for (link, theirs) in other.times {
            let mapped = Link(
                from: mapping[link.from], to: mapping[link.to])
            times[mapped, default: Distribution()].merge(theirs)
        }
    }

    /// The rows of a group, the most frequent first, then by name, a missing one last.
    func rows(_ symbols: Interner, _ context: MetricContext) -> [[Cell]] {
        let named = times.map { link, times in
            (names: [Cell].init(symbols, [link.from, link.to]), summary: times.summary())
        }
        let ordered = named.sorted { left, right in
            let counts = (left.summary?.sorted.count ?? 0, right.summary?.sorted.count ?? 0)
            return counts.0 == counts.1 ? left.names.lexicographicallyPrecedes(right.names) : counts.0 > counts.1
        }
        return ordered.map { names, summary in
            names + [
                .integer(Int64(summary?.sorted.count ?? 0)), context.cell(summary?.median),
                context.cell(summary?.percentile(85)),
            ]
        }
    }
}

extension [Cell] {
    fileprivate init(_ symbols: Interner, _ names: [Symbol]) {
        self = names.map { .text(orMissing: symbols.string($0)) }
    }
}
