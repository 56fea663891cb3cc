extension Evaluator {
    /// Applies a transform: changes what its pattern finds within a copy of a value.
    func transform(_ value: Value, _ transform: TransformNode, at position: Int, _ frame: Frame) throws -> Value {
        if value.isNothing { return .nothing }
        guard case .function(let clone) = lookup(transform.clone, in: frame) else {
            throw JSONataError("T2013", position: position)
        }
        let result = try apply(.function(clone), [value], .null, frame)
        let matches = try evaluate(transform.pattern, result, frame)
        if matches.isNothing { return result }
        for match in matches.asElements {
            let update = try evaluate(transform.update, match, frame)
            if !update.isNothing {
                guard update.isObject else {
                    throw JSONataError("T2011", position: transform.update.position, about: update)
                }
                // A copy, so that an object can be given a part of itself without containing itself.
                let copied = try copy(update)
                if case .object(let box) = match { copied.forEachMember { box.set($0, $1) } }
            }
            if let deletion = transform.deletion {
                try delete(try evaluate(deletion, match, frame), from: match, deletion)
            }
        }
        return result
    }

    private func delete(_ keys: Value, from match: Value, _ deletion: Node) throws {
        if keys.isNothing { return }
        let texts = keys.asElements.map(\.string)
        guard !texts.contains(nil) else { throw JSONataError("T2012", position: deletion.position, about: keys) }
        if case .object(let box) = match { for key in texts { key.map(box.remove) } }
    }

    /// A copy of a value of which every object can be changed; functions become empty strings, as in JSON text.
    func copy(_ value: Value) throws -> Value {
        switch value {
        case .jsonArray, .list:
            try stack.check()
            return .list(ValueList(try value.asElements.map { try copy($0) }))
        case .jsonObject, .object:
            try stack.check()
            try tick()
            let box = ObjectBox()
            try value.forEachMember { box.set($0, try copy($1)) }
            return .object(box)
        case .function: return .string("")
        default: return value
        }
    }
}
