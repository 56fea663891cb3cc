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

        /// Entities that failed may be accepted; runs that were not removed must be looked at.
        func status(allowPartial: Bool = false) -> ExitStatus {
            summary.keptRuns != nil || summary.isIncomplete && !allowPartial ? .incomplete : .done
        }
    }

    /// - Parameter request: what to ask for; whose runs they are, and how many requests are under way, is added here.
    /// - Returns: where the warehouse is, and what came of the sync.
    /// - Throws: `APIError`, `WarehouseError`.
    func run(_ request: SyncRequest) async throws -> Outcome {
        try await APISession.run(connection, world) { session in
            let path = try WarehouseLocation(warehouse, in: world).takingOver(for: session.login)
            let store = try Warehouse(path)
            let sync = WarehouseSync(client: session.client, warehouse: store, clock: session.clock)
            let progress = world.progress
            let started = session.clock.now()
            var request = request
            request.owner = WarehouseOwner(session.login)
            request.concurrency = connection.pace.concurrency.value
            let summary = try await sync.run(request) {
                progress.update("Fetching entities", done: $0.entities, total: $0.total)
            }
            progress.finish()
            try store.close()
            report(summary, path, session.clock.now() - started)
            return Outcome(path: path, summary: summary)
        }
    }

    private func report(_ summary: SyncSummary, _ path: String, _ time: Duration) {
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
        let tenths = "\(Int(seconds)).\(Int(seconds * 10) % 10)"
        let removed = summary.removed > 0 ? ", \(summary.removed) removed that the API no longer has" : ""
        world.log.info(
            """
            synced \(counted(summary.entities, "entity", "entities")) in \(tenths) s: \(summary.fetched) fetched, \
            \(counted(summary.stored.added, "execution")) added, \(summary.stored.replaced) updated\(removed) (\(path))
            """)
        if summary.removed > 0 {
            let more = summary.removed - summary.removedIDs.count
            world.log.info(
                """
                removed, and kept in the view gone: \(summary.removedIDs.joined(separator: ", "))\
                \(more > 0 ? " and \(more) more" : "")
                """)
        }
        if summary.runsByID > 0 {
            world.log.info(
                "\(counted(summary.runsByID, "execution")) came only when asked for by id: the search lacks them")
        }
        switch summary.people {
        case .refused(isNew: true):
            world.log.warning(
                "the access token may not see the users; people appear by their ids, unless --people FILE names them")
        case .failed(let reason): world.log.warning("the names of users could not be fetched: \(reason)")
        case .unasked, .fetched, .refused: break
        }
        for failure in summary.failures {
            let name =
                failure.entity.schema.isEmpty ? failure.entity.id : "\(failure.entity.schema) \(failure.entity.id)"
            world.log.warning("\(name): \(failure.reason)")
        }
        let more = summary.failureCount - summary.failures.count
        if more > 0 { world.log.warning("and \(more) more entities that could not be fetched") }
        if let kept = summary.keptRuns { world.log.warning("\(kept.warning)") }
    }
}

extension SyncSummary.KeptRuns {
    fileprivate var warning: String {
        let what =
            gone.map { "the API no longer has \($0) of \(stored) runs" }
            ?? "the API lists no entity, but the warehouse holds \(stored) runs"
        return what + "; has the token lost a right? --accept-deletions removes them"
    }
}
