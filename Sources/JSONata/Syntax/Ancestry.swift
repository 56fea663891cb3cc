/// Finds the step whose input a parent operator stands for.
///
/// A `%` seeks its parent outwards: from the expression that holds it to the path in which that is a step, and there
/// backwards from step to step. The step that is found keeps its input under the slot's label for what follows.
enum Ancestry {
    /// Passes on what a part of an expression seeks to the expression.
    static func push(_ value: Draft, to result: Draft) {
        result.seekingParent += slots(of: value)
    }

    private static func slots(of draft: Draft) -> [Draft.Slot] {
        guard draft.kind == .parent, let slot = draft.slot else { return draft.seekingParent }
        return draft.seekingParent + [slot]
    }

    /// Resolves what the last step of a path seeks among the steps before it.
    static func resolve(_ path: Draft) throws {
        guard let last = path.items.last else { return }
        for slot in slots(of: last) {
            var index = path.items.count - 2
            while slot.level > 0 {
                guard index >= 0 else {
                    path.seekingParent.append(slot)
                    break
                }
                var step = path.items[index]
                index -= 1
                // Steps that bind one context after another have the same parent.
                while index >= 0, step.focus != nil, path.items[index].focus != nil {
                    step = path.items[index]
                    index -= 1
                }
                try seek(slot, in: step)
            }
        }
    }

    /// Takes a slot one step further out, and binds it there when it has arrived.
    static func seek(_ slot: Draft.Slot, in draft: Draft) throws {
        switch draft.kind {
        case .name, .wildcard:
            slot.level -= 1
            guard slot.level == 0 else { return }
            if let ancestor = draft.ancestor { slot.label = ancestor.label }
            draft.ancestor = slot
            draft.isTuple = true
        case .parent:
            slot.level += 1
        case .block:
            guard let last = draft.items.last else { return }
            draft.isTuple = true
            try seek(slot, in: last)
        case .path:
            draft.isTuple = true
            var index = draft.items.count - 1
            repeat {
                try seek(slot, in: draft.items[index])
                index -= 1
            } while slot.level > 0 && index >= 0
        default:
            throw JSONataError("S0217", position: draft.position, token: draft.token)
        }
    }
}
