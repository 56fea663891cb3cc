/// How records follow each other in a text.
package enum RecordLayout: Sendable {
    /// JSON Lines: one record a line.
    case lines
    /// A JSON array with one record a line.
    case array
}

extension SampleOrganization {
    /// Writes every execution, in the order in which they started, in pieces of about 256 KB.
    package func writeExecutions(
        as layout: RecordLayout = .lines, to sink: (UnsafeRawBufferPointer) throws -> Void
    ) rethrows {
        var run = SampleRun()
        try write(executionCount, as: layout, to: sink) { index, out in
            make(index, &run)
            write(run, to: &out)
        }
    }

    /// Writes every entity, each with the summary of its runs.
    package func writeEntities(
        as layout: RecordLayout = .lines, to sink: (UnsafeRawBufferPointer) throws -> Void
    ) rethrows {
        try write(entityCount, as: layout, to: sink) { index, out in writeEntity(index, to: &out) }
    }

    /// One execution as compact JSON; `index` is below `executionCount`.
    package func execution(at index: Int) -> [UInt8] {
        var run = SampleRun()
        make(index, &run)
        var out = RecordBytes()
        write(run, to: &out)
        return out.bytes
    }

    /// One entity as compact JSON; `index` is below `entityCount`.
    package func entity(at index: Int) -> [UInt8] {
        var out = RecordBytes()
        writeEntity(index, to: &out)
        return out.bytes
    }

    private func write(
        _ count: Int, as layout: RecordLayout, to sink: (UnsafeRawBufferPointer) throws -> Void,
        _ record: (Int, inout RecordBytes) -> Void
    ) rethrows {
        var out = RecordBytes()
        if layout == .array { out.line("[") }
        for index in 0..<count {
            record(index, &out)
            out.line(layout == .array && index < count - 1 ? "," : "")
            if out.bytes.count >= 1 << 18 {
                try out.bytes.withUnsafeBytes(sink)
                out.removeAll()
            }
        }
        if layout == .array { out.line("]") }
        try out.bytes.withUnsafeBytes(sink)
    }
}
