import FlowAPI
import FlowModel
import FlowWarehouse
import Synchronization

/// Asks for the runs of one entity, and by id for those that the answer lacks although the entity's summary names them or
/// the warehouse holds them.
///
/// What goes wrong with single runs is the entity's failure, which keeps what came; what concerns all entities is thrown.
final class EntityFetch: Sendable {
    private let search: FlowExecutionSearch
    private let v1: EntityExecutionsV1?
    private let lookup: ExecutionLookup
    private let stored: StoredRuns
    private let run: SyncRun
    private let failure = Mutex<WarehouseError?>(nil)

    /// - Parameters:
    ///   - client: calls the API.
    ///   - includesV1: whether to ask V1 of the API, too. Without it, runs that came from there are left alone.
    ///   - stored: the runs that the warehouse holds.
    ///   - run: the sync.
    init(client: APIClient, includesV1: Bool, stored: StoredRuns, run: SyncRun) {
        search = FlowExecutionSearch(client: client)
        v1 = includesV1 ? EntityExecutionsV1(client: client) : nil
        lookup = ExecutionLookup(client: client)
        self.stored = stored
        self.run = run
    }

    /// Why the fetch was stopped, where the warehouse could not be read.
    var warehouseError: WarehouseError? { failure.withLock { $0 } }

    /// The runs of an entity that the search lists.
    func listed(_ entity: EntitySummary) async throws(APIError) -> FetchedEntity {
        let answer = try await search.executions(of: entity)
        var fetched = FetchedEntity(entity: entity, executions: answer.executions, missing: answer.missing)
        let known = try storedRuns(of: entity.id)
        let byID = Dictionary(known.map { (ScalarString($0.id), $0.api) }) { first, _ in first }
        var answered = Set(answer.ids.map { ScalarString(String(decoding: $0, as: UTF8.self)) })
        do throws(APIError) {
            for id in try await v1?.ids(of: entity).map(ScalarString.init) ?? [] where answered.insert(id).inserted {
                // What both APIs have is V2's, also where its search does not list it.
                let isKnownAsV1 = byID[id] == .v1
                if !isKnownAsV1, case .found(let bytes) = try await lookup.execution(id.text, api: .v2) {
                    fetched.byID.append(bytes)
                } else if case .found(let bytes) = try await lookup.execution(id.text, api: .v1) {
                    fetched.v1.append(bytes)
                } else {
                    answered.remove(id)
                }
            }
            let named = entity.runs.map { ScalarString($0.id) }.filter { !answered.contains($0) }
            for id in named where answered.insert(id).inserted {
                if let bytes = try await whole(id.text, at: v1 == nil ? [.v2] : [.v2, .v1]) {
                    fetched.byID.append(bytes)
                    continue
                }
                fetched.unfound.insert(id)
                if let api = byID[id], api == .v2 || v1 != nil {
                    fetched.gone.append(RunReference(id: id.text, api: api))
                }
            }
            // The search may know less of what was deleted than the summary does.
            for id in Self.unnamed(answer, entity) {
                if case .gone = try await lookup.execution(id.text, api: .v2) {
                    fetched.gone.append(RunReference(id: id.text, api: .v2))
                }
            }
            // An answer that is not complete says nothing of the runs that it lacks.
            if answer.missing == 0 {
                try await lookUp(known.filter { !answered.contains(ScalarString($0.id)) }, &fetched)
            }
        } catch {
            try note(error, &fetched)
        }
        return fetched
    }

    /// The runs of an answer that the entity's summary does not name, where it names any.
    private static func unnamed(_ answer: FlowExecutionSearch.Found, _ entity: EntitySummary) -> [ScalarString] {
        guard !entity.runs.isEmpty else { return [] }
        let named = Set(entity.runs.map { Array($0.id.utf8) })
        return answer.ids.subtracting(named).map { ScalarString(String(decoding: $0, as: UTF8.self)) }.sorted()
    }

    /// The runs that the warehouse holds of an entity that the search lists no longer.
    func unlisted(_ entity: EntitySummary) async throws(APIError) -> FetchedEntity {
        var fetched = FetchedEntity(entity: entity, executions: [])
        do throws(APIError) {
            try await lookUp(try storedRuns(of: entity.id, exceptOf: run.number), &fetched)
        } catch {
            try note(error, &fetched)
        }
        return fetched
    }

    /// Asks for stored runs at the API that they came from.
    private func lookUp(_ runs: [RunReference], _ fetched: inout FetchedEntity) async throws(APIError) {
        for run in runs where run.api == .v2 || v1 != nil {
            if let bytes = try await whole(run.id, at: [run.api]) {
                fetched.byID.append(bytes)
            } else {
                fetched.gone.append(run)
            }
        }
    }

    /// A run from the first of some APIs that has it; nil where none has.
    private func whole(_ id: String, at apis: [APIVersion]) async throws(APIError) -> ArraySlice<UInt8>? {
        for api in apis {
            if case .found(let bytes) = try await lookup.execution(id, api: api) { return bytes }
        }
        return nil
    }

    private func note(_ error: APIError, _ fetched: inout FetchedEntity) throws(APIError) {
        switch error {
        case .response, .authentication(.forbidden): fetched.error = error
        case .network(let problem) where problem.fault != .outOfTime: fetched.error = error
        default: throw error
        }
    }

    private func storedRuns(of entityID: String, exceptOf sync: Int64? = nil) throws(APIError) -> [RunReference] {
        guard stored.count > 0 || run.isResumed else { return [] }
        do throws(WarehouseError) {
            return try stored.runs(of: entityID, exceptOf: sync)
        } catch {
            failure.withLock { $0 = $0 ?? error }
            throw .cancelled
        }
    }
}
