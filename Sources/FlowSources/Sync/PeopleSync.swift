import FlowAPI
import FlowModel
import FlowTime
import FlowWarehouse

/// Asks for the names of users, where a run names somebody whom nobody knows yet and otherwise once a day.
///
/// Names are no data: whatever goes wrong is said, and the sync goes on.
struct PeopleSync: Sendable {
    let client: APIClient
    let warehouse: Warehouse
    let clock: APIClock

    /// An hour less than a day, so that a nightly sync that begins a little earlier than the one before asks, too.
    private static let life: Milliseconds = 23 * 3_600_000

    func run(_ store: SyncStore) async throws {
        let state = try warehouse.reader.userState()
        let now = clock.wallTime()
        let named = await store.people
        if let refusedAt = state.refusedAt, (0..<Self.life.count).contains((now - refusedAt).count) { return }
        guard try isDue(state, now, unknown: named.subtracting(state.asked)) else { return }
        let people: [Person]
        do throws(APIError) {
            people = try await UserDirectory(client: client).users()
        } catch {
            return try await note(error, state, store, now)
        }
        guard !people.isEmpty else { return await store.note(.failed("the user service names nobody")) }
        let unknown = named.subtracting(people.map { ScalarString($0.id) })
        try await warehouse.store(people: people, unknown: unknown.map(\.text), at: now)
        await store.note(.fetched(people.count))
    }

    /// Whether to ask: for the first time if there is anybody to name, for an id that was never asked for, and once a day.
    private func isDue(_ state: UserState, _ now: Instant, unknown: Set<ScalarString>) throws -> Bool {
        guard let fetchedAt = state.fetchedAt else { return try warehouse.reader.storedRuns().count > 0 }
        return !unknown.isEmpty || !(0..<Self.life.count).contains((now - fetchedAt).count)
    }

    private func note(_ error: APIError, _ state: UserState, _ store: SyncStore, _ now: Instant) async throws {
        switch error {
        case .cancelled: throw error
        case .authentication(.forbidden): break
        case .response(let problem) where problem.status == 404: break
        default: return await store.note(.failed(error.what))
        }
        try await warehouse.noteUsersRefused(at: now)
        await store.note(.refused(isNew: state.refusedAt == nil))
    }
}
