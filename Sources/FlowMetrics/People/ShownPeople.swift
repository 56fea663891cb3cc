import FlowModel

/// What stands for people, as symbols of one worker, each worked out once.
///
/// Whoever counts by people compares these symbols; what two of them read the same is one.
final class ShownPeople {
    private let directory: Directory
    private let interner: Interner
    /// By role, then by the symbol of the id.
    private var symbols: [[Symbol]] = Directory.Role.allCases.map { _ in [] }
    private let showsIDs: [Bool]

    init(_ directory: Directory, _ interner: Interner) {
        self.directory = directory
        self.interner = interner
        showsIDs = Directory.Role.allCases.map(directory.showsIDs)
    }

    /// What stands for the person of an id; the missing symbol for the missing id.
    func symbol(_ id: RecordText, of execution: borrowing FlowExecution, as role: Directory.Role) -> Symbol {
        let id = interner.symbol(id, of: execution)
        if showsIDs[role.rawValue] || id == Interner.missing { return id }
        let index = Int(id)
        if index < symbols[role.rawValue].count, case let known = symbols[role.rawValue][index],
            known != Interner.missing
        {
            return known
        }
        return work(out: id, role)
    }

    private func work(out id: Symbol, _ role: Directory.Role) -> Symbol {
        let shown = interner.symbol(directory.text(of: interner.string(id) ?? "", as: role))
        let lacking = Int(id) + 1 - symbols[role.rawValue].count
        if lacking > 0 { symbols[role.rawValue] += repeatElement(Interner.missing, count: lacking) }
        symbols[role.rawValue][Int(id)] = shown
        return shown
    }
}

extension RecordView {
    /// What stands for the people of a list, each once, in its order.
    func shown(_ list: FlowExecution.TextList, as role: Directory.Role, _ each: (Symbol) -> Void) {
        var known: [Symbol] = []
        for text in execution.texts(list) {
            let symbol = people.symbol(text, of: execution, as: role)
            if list.count > 1 {
                guard !known.contains(symbol) else { continue }
                known.append(symbol)
            }
            each(symbol)
        }
    }
}
