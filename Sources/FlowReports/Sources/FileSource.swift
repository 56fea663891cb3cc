import FlowJSON
package import FlowMetrics
import FlowModel
import Synchronization

/// Executions in a file or from standard input: JSON Lines, a JSON array or `{"results": [...]}`, plain or gzip.
package struct FileSource: ExecutionSource {
    package let kind = "file"
    private let path: String
    private let temporaryFolder: String
    private let selection: ExecutionSelection

    /// - Parameters:
    ///   - path: a file, or `-` for standard input.
    ///   - temporaryFolder: for a copy of what cannot be read twice.
    ///   - selection: the executions to look at.
    package init(path: String, temporaryFolder: String, selection: ExecutionSelection = ExecutionSelection()) {
        self.path = path
        self.temporaryFolder = temporaryFolder
        self.selection = selection
    }

    package func scan(_ run: MetricRun, threads: Int) async throws -> ScanResult {
        let records = try RecordFile(ByteInput.open(path, temporaryFolder: temporaryFolder))
        let first = run.needsTemplateNames ? run.election : run
        var pass = try await scan(records, first, threads: threads, without: .init())
        let losers = pass.duplicates.losers()
        if !losers.isEmpty {
            // Copies of an execution are rare; what they added is taken back by a second pass that leaves them out.
            pass = try await scan(records, first, threads: threads, without: losers)
        }
        if run.needsTemplateNames {
            let run = run.knowingNames(from: pass.worker)
            pass = try await scan(records, run, threads: threads, without: losers)
        }
        guard pass.hasExecutions || records.isList else {
            throw SourceError.notJSON(records.name, reason: "none of its records is one")
        }
        let index = pass.places.sorted { $0.id < $1.id }
        return ScanResult(
            worker: pass.worker,
            walk: { visit, view in
                let decoder = ExecutionDecoder()
                for place in index {
                    try records.withRecord(at: place.offset, count: place.count) { bytes in
                        try decoder.decode(bytes, mayHaveEscapes: place.mayHaveEscapes, into: &view.execution)
                        view.document = bytes
                        try visit(&view)
                    }
                }
            }, fetchedAt: nil, warnings: [])
    }

    /// One pass over all records.
    private struct Pass {
        let worker: MetricWorker
        /// Whether any record was an execution, selected or not.
        var hasExecutions = false
        var duplicates = Duplicates()
        /// Where each execution stands, gathered for tables with a row for each.
        var places: [Place] = []

        struct Place {
            let id: ScalarString
            let offset: Int
            let count: Int
            let mayHaveEscapes: Bool
        }
    }

    private func scan(
        _ records: RecordFile, _ run: MetricRun, threads: Int, without losers: Duplicates.Losers
    ) async throws -> Pass {
        let next = Atomic(0)
        let passes = try await onThreads(min(threads, records.partCount)) { _ in
            var pass = Pass(worker: run.makeWorker())
            let decoder = ExecutionDecoder(parts: run.parts)
            var scanner = records.makeScanner()
            while true {
                let part = next.add(1, ordering: .relaxed).oldValue
                guard part < records.partCount else { return pass }
                try Task.checkCancellation()
                try scanner.scan(part: part) { bytes, offset, mayHaveEscapes in
                    take(bytes, offset, mayHaveEscapes, run, losers, decoder, into: &pass)
                }
            }
        }
        return passes.dropFirst().reduce(into: passes[0]) { joined, pass in
            joined.worker.merge(pass.worker)
            joined.hasExecutions = joined.hasExecutions || pass.hasExecutions
            joined.duplicates.merge(pass.duplicates)
            joined.places += pass.places
        }
    }

    private func take(
        _ bytes: UnsafeRawBufferPointer, _ offset: Int, _ mayHaveEscapes: Bool, _ run: MetricRun,
        _ losers: Duplicates.Losers,
        _ decoder: borrowing ExecutionDecoder, into pass: inout Pass
    ) {
        let worker = pass.worker
        do {
            try decoder.decode(bytes, mayHaveEscapes: mayHaveEscapes, into: &worker.view.execution)
        } catch {
            if !bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D || $0 == 0x0A }) {
                worker.addMalformedRecord()
            }
            return
        }
        pass.hasExecutions = true
        if losers.contains(offset) || !selection.contains(worker.view.execution) { return }
        if losers.isEmpty { pass.duplicates.add(worker.view.execution, position: offset, zone: run.context.zone) }
        if run.needsRows {
            let id = worker.view.execution.string(worker.view.execution.id) ?? ""
            pass.places.append(
                Pass.Place(id: ScalarString(id), offset: offset, count: bytes.count, mayHaveEscapes: mayHaveEscapes))
        }
        worker.add(droppedCopies: losers.dropped(for: offset))
    }
}
