import FlowAPI
import FlowReports
import FlowSources
import FlowWarehouse
import Logging

/// Syncs a warehouse as the options of a command say, and tells people how it goes.
struct SyncRunner: Sendable {
    /// What `--warehouse` says.
    let warehouse: String?
    let connection: ConnectionOptions
    let world: World

    struct Outcome: Sendable {
        /// The warehouse's file.
        let path: String
        let summary: SyncSummary
        var status: ExitStatus { summary.isIncomplete ? .incomplete : .done }
    }

    /// - Parameters:
    ///   - schemas: only the entities of these; none: all with runs.
    ///   - list: only these entities, if given.
    ///   - isFull: whether to ask for what has not changed, too.
    /// - Returns: where the warehouse is, and what came of the sync.
    /// - Throws: `APIError`, `WarehouseError`.
    func run(schemas: [String], list: EntityList?, isFull: Bool) async throws -> Outcome {
        try await APISession.run(connection, world) { session in
            let path = try WarehouseLocation(warehouse, in: world)
                .path(organization: session.organization)
            let store = try Warehouse(path)
            let sync = WarehouseSync(client: session.client, warehouse: store, clock: session.clock)
            let progress = world.progress
            let started = session.clock.now()
            let summary = try await sync.run(
                list.map(EntitySelection.list) ?? .schemas(schemas), isFull: isFull,
                concurrency: connection.concurrency.value
            ) { progress.update("Fetching entities", done: $0.entities, total: $0.total) }
            progress.finish()
            try store.close()
            report(summary, path, session.clock.now() - started)
            return Outcome(path: path, summary: summary)
        }
    }

    private func report(_ summary: SyncSummary, _ path: String, _ time: Duration) {
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
        let tenths = "\(Int(seconds)).\(Int(seconds * 10) % 10)"
        world.log.info(
            """
            synced \(summary.entities) entities in \(tenths) s: \(summary.fetched) fetched, \
            \(summary.stored.added) executions added, \(summary.stored.replaced) updated (\(path))
            """)
        for failure in summary.failures {
            let name =
                failure.entity.schema.isEmpty ? failure.entity.id : "\(failure.entity.schema) \(failure.entity.id)"
            world.log.warning("\(name): \(failure.reason)")
        }
        let more = summary.failureCount - summary.failures.count
        if more > 0 { world.log.warning("and \(more) more entities that could not be fetched") }
    }
}
