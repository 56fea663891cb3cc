import FlowAPI
import FlowJSON
import Synchronization
import Testing

struct PrefetchTests {
    /// The last ten entities a worker of each page are not answered before the next page has been asked for: were it asked
    /// for only when the page before is used up, they would wait in vain.
    @Test("The next page is asked for while the workers still have entities of the one before", arguments: [1, 4, 16])
    func overlap(_ workers: Int) async throws {
        let pages = EntityServer(.init(count: 4_000)).transport
        let waits = Mutex((some: 0, inVain: 0))
        let transport = MemoryTransport { (request, _) throws(TransportFailure) in
            if request.url.hasSuffix("entity:search") { return try await pages.send(request) }
            let index = Self.index(request)
            if index % 1_000 >= 1_000 - 10 * workers {
                var patience = 100_000
                while pages.requests.count < index / 1_000 + 2, patience > 0 {
                    await Task.yield()
                    patience -= 1
                }
                waits.withLock { waits in
                    waits.some += 1
                    if patience == 0 { waits.inVain += 1 }
                }
            }
            return APIResponse(200, #"{"results": []}"#)
        }
        let client = try APIClient.test(transport)
        let progress = try await FlowFetcher(search: FlowExecutionSearch(client: client), concurrency: workers).fetch(
            EntitySearch(client: client, query: .withRuns).entities()
        ) { _, _ in }
        #expect(progress.entities == 4_000)
        #expect(waits.withLock { $0.some } == 4 * 10 * workers)
        #expect(waits.withLock { $0.inVain } == 0)
    }

    /// The number in the id of the entity that is asked for.
    private static func index(_ request: APIRequest) -> Int {
        let body = try? JSONValue(parsing: request.body ?? [])
        return body?["entity_id"]?.stringValue.flatMap { Int($0.dropFirst()) } ?? 0
    }
}
