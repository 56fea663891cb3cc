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
                case .entityID: context.entityID = try readID(&cursor, arena)
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
                case .id: task.id = try readID(&cursor, arena)
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

    func readReasons(
        _ cursor: inout JSONCursor, _ arena: TextArena
    ) throws(JSONError) -> [FlowExecution.Reason] {
        var reasons: [FlowExecution.Reason] = []
        try readArray(&cursor) { cursor throws(JSONError) in
            guard cursor.isAtObject else { return try cursor.skip() }
            var reason = FlowExecution.Reason()
            try readObject(&cursor) { cursor, field throws(JSONError) in
                switch field {
                case .id: reason.id = try readID(&cursor, arena)
                case .title: reason.title = try readText(&cursor, arena)
                default: try cursor.skip()
                }
            }
            reasons.append(reason)
        }
        return reasons
    }

    /// Who or what a field lists, each once: ids, and of an object those of its `value`, else its `id`, else the object itself
    /// as compact JSON.
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
            if cursor.isAtObject {
                try readVariable(&cursor, &execution, since: start)
            } else {
                execution.appendName(try readID(&cursor, execution.arena), since: start)
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
            case .value where cursor.isAtArray:
                values = []
                try readArray(&cursor) { cursor throws(JSONError) in
                    values.append(try readID(&cursor, arena))
                }
            case .value: values = [try readID(&cursor, arena)]
            case .id: id = try readID(&cursor, arena)
            default: try cursor.skip()
            }
        }
        values.removeAll(where: \.isMissing)
        if values.isEmpty, !id.isMissing { values = [id] }
        if values.isEmpty { values = [arena.append(whole.compactText(upTo: cursor))] }
        for value in values { execution.appendName(value, since: start) }
    }
}

// MARK: Why a task failed

/// What the parts of a task say of why it failed.
struct ErrorReasons {
    var automation = RecordText.missing
    var agent = RecordText.missing
    var schedule = RecordText.missing
}

extension ExecutionDecoder {
    /// The `error_reason` of an object.
    func readErrorReason(_ cursor: inout JSONCursor, _ arena: TextArena) throws(JSONError) -> RecordText {
        var reason = RecordText.missing
        try readObject(&cursor) { cursor, field throws(JSONError) in
            if field == .errorReason { reason = try readID(&cursor, arena) } else { try cursor.skip() }
        }
        return reason
    }

    /// Why a failed task failed: the first of its reasons. One that is a JSON object stands for its `error_code` alone, for
    /// the rest of it tells one failure from every other.
    func failure(_ reasons: ErrorReasons, of execution: borrowing FlowExecution) -> RecordText {
        let all = [reasons.automation, reasons.agent, reasons.schedule]
        guard let reason = all.first(where: { !$0.isMissing }) else { return .missing }
        guard execution.utf8(reason).first(where: { $0 > 0x20 }) == UInt8(ascii: "{"),
            let object = try? JSONValue(parsing: Array(execution.utf8(reason)))
        else { return reason }
        switch object["error_code"] {
        case .string(let code) where !code.isEmpty: return execution.arena.append(code.utf8)
        case .integer(let code): return execution.arena.append("\(code)".utf8)
        default: return .missing
        }
    }
}

extension FlowExecution {
    /// Adds a name to the list that begins at `start` unless it is missing or there already.
    fileprivate mutating func appendName(_ name: RecordText, since start: Int) {
        guard !name.isMissing, !listTexts[start...].contains(where: { equal($0, name) }) else { return }
        listTexts.append(name)
    }
}
