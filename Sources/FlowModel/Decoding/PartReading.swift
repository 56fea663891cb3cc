import FlowJSON

// The parts of an execution that are lists of small objects.
extension ExecutionDecoder {
    func readTriggerType(_ cursor: inout JSONCursor, _ arena: TextArena) throws(JSONError) -> RecordText {
        var type = RecordText.missing
        try readObject(&cursor) { cursor, field throws(JSONError) in
            if field == .type { type = try readText(&cursor, arena) } else { try cursor.skip() }
        }
        return type
    }

    func readContexts(_ cursor: inout JSONCursor, _ execution: inout FlowExecution) throws(JSONError) {
        var contexts: [FlowExecution.Context] = []
        swap(&contexts, &execution.contexts)
        contexts.removeAll(keepingCapacity: true)
        let arena = execution.arena
        try readArray(&cursor) { cursor throws(JSONError) in
            guard cursor.isAtObject else { return try cursor.skip() }
            var context = FlowExecution.Context()
            try readObject(&cursor) { cursor, field throws(JSONError) in
                switch field {
                case .entityID: context.entityID = try readText(&cursor, arena)
                case .entitySchema: context.entitySchema = try readText(&cursor, arena)
                case .isPrimary: context.isPrimary = try readFlag(&cursor) ?? false
                default: try cursor.skip()
                }
            }
            contexts.append(context)
        }
        execution.contexts = contexts
    }

    func readCurrentTasks(_ cursor: inout JSONCursor, _ execution: inout FlowExecution) throws(JSONError) {
        var current: [FlowExecution.CurrentTask] = []
        swap(&current, &execution.currentTasks)
        current.removeAll(keepingCapacity: true)
        let arena = execution.arena
        try readArray(&cursor) { cursor throws(JSONError) in
            var task = FlowExecution.CurrentTask()
            try readObject(&cursor) { cursor, field throws(JSONError) in
                switch field {
                case .id: task.id = try readText(&cursor, arena)
                case .since: task.since = try readTimestamp(&cursor)
                default: try cursor.skip()
                }
            }
            if !task.id.isMissing { current.append(task) }
        }
        execution.currentTasks = current
    }

    func readClosingReason(_ cursor: inout JSONCursor, _ execution: inout FlowExecution) throws(JSONError) {
        var selected: [FlowExecution.Reason] = []
        var configured: [FlowExecution.Reason] = []
        let arena = execution.arena
        try readObject(&cursor) { cursor, field throws(JSONError) in
            switch field {
            case .selectedReasons: selected = try readReasons(&cursor, arena)
            case .configuredReasons: configured = try readReasons(&cursor, arena)
            default: try cursor.skip()
            }
        }
        execution.selectedReasons = selected
        execution.configuredReasons = configured
    }

    private func readReasons(
        _ cursor: inout JSONCursor, _ arena: TextArena
    ) throws(JSONError) -> [FlowExecution.Reason] {
        var reasons: [FlowExecution.Reason] = []
        try readArray(&cursor) { cursor throws(JSONError) in
            guard cursor.isAtObject else { return try cursor.skip() }
            var reason = FlowExecution.Reason()
            try readObject(&cursor) { cursor, field throws(JSONError) in
                switch field {
                case .id: reason.id = try readText(&cursor, arena)
                case .title: reason.title = try readText(&cursor, arena)
                default: try cursor.skip()
                }
            }
            reasons.append(reason)
        }
        return reasons
    }

    /// Who or what a field lists, each once: strings, and of an object the strings of its `value`, else its `id`, else the
    /// object itself as compact JSON.
    func readNames(
        _ cursor: inout JSONCursor, _ execution: inout FlowExecution
    ) throws(JSONError) -> FlowExecution.TextList {
        guard cursor.isAtArray else {
            try cursor.skip()
            return .empty
        }
        let start = execution.listTexts.count
        guard try cursor.enterArray() else { return .empty }
        repeat {
            if cursor.isAtString {
                execution.appendName(recordText(try cursor.string(), cursor, execution.arena), since: start)
            } else if cursor.isAtObject {
                try readVariable(&cursor, &execution, since: start)
            } else {
                try cursor.skip()
            }
        } while try cursor.continueArray()
        return FlowExecution.TextList(start: UInt32(start), count: UInt32(execution.listTexts.count - start))
    }

    private func readVariable(
        _ cursor: inout JSONCursor, _ execution: inout FlowExecution, since start: Int
    ) throws(JSONError) {
        let whole = cursor
        let arena = execution.arena
        var values: [RecordText] = []
        var id = RecordText.missing
        try readObject(&cursor) { cursor, field throws(JSONError) in
            switch field {
            case .value where cursor.isAtString: values = [try readText(&cursor, arena)]
            case .value:
                values = []
                try readArray(&cursor) { cursor throws(JSONError) in
                    values.append(try readText(&cursor, arena))
                }
            case .id: id = try readText(&cursor, arena)
            default: try cursor.skip()
            }
        }
        values.removeAll { $0.isMissing || $0.isEmpty }
        if values.isEmpty, !id.isMissing, !id.isEmpty { values = [id] }
        if values.isEmpty { values = [arena.append(whole.compactText(upTo: cursor))] }
        for value in values { execution.appendName(value, since: start) }
    }
}

extension FlowExecution {
    /// Adds a name to the list that begins at `start` unless it is empty or there already.
    fileprivate mutating func appendName(_ name: RecordText, since start: Int) {
        guard !name.isEmpty, !listTexts[start...].contains(where: { equal($0, name) }) else { return }
        listTexts.append(name)
    }
}
