package import FlowModel
package import FlowTime

/// The name that stands for each template: the most frequent one of its executions started by the report's clock.
///
/// Of equally frequent names the one of the latest start wins, then the smaller. A missing name does not vote.
package struct TemplateNames {
    private var votes: [Ballot: Votes] = [:]

    private struct Ballot: Hashable {
        var template: Symbol
        var name: Symbol
    }

    private struct Votes {
        var count = 0
        var latestStart = Instant.distantPast

        mutating func add(_ other: Votes) {
            count += other.count
            latestStart = max(latestStart, other.latestStart)
        }
    }

    package init() {}

    package mutating func add(template: Symbol, name: Symbol, start: Instant) {
        guard template != SymbolTable.missing, name != SymbolTable.missing else { return }
        let ballot = Ballot(template: template, name: name)
        votes[ballot, default: Votes()].add(Votes(count: 1, latestStart: start))
    }

    package mutating func merge(_ other: TemplateNames, mapping: [Symbol]) {
        for (ballot, votes) in other.votes {
            let ballot = Ballot(template: mapping[Int(ballot.template)], name: mapping[Int(ballot.name)])
            self.votes[ballot, default: Votes()].add(votes)
        }
    }

    /// The winning name of each template id.
    package func elected(_ symbols: SymbolTable) -> [ScalarString: String] {
        var winners: [Symbol: (name: String, votes: Votes)] = [:]
        for (ballot, votes) in self.votes {
            guard let name = symbols.string(ballot.name) else { continue }
            if let best = winners[ballot.template], !Self.beats((name, votes), best) { continue }
            winners[ballot.template] = (name, votes)
        }
        let names = winners.compactMap { template, winner in
            symbols.string(template).map { (ScalarString($0), winner.name) }
        }
        return Dictionary(uniqueKeysWithValues: names)
    }

    private static func beats(_ left: (name: String, votes: Votes), _ right: (name: String, votes: Votes)) -> Bool {
        if left.votes.count != right.votes.count { return left.votes.count > right.votes.count }
        if left.votes.latestStart != right.votes.latestStart { return left.votes.latestStart > right.votes.latestStart }
        return ScalarString(left.name) < ScalarString(right.name)
    }
}
