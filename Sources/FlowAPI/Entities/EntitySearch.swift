import FlowJSON
import FlowOperations
import HTTPTypes

/// The entities of a query, page by page, each entity once.
///
/// Pages are sorted by `_id`, which never changes, and each begins behind the last id of the one before it
/// (`search_after`), so that entities that come, go or change meanwhile shift nothing. They go on while they bring an entity
/// that was not there before and say where they end, however many the API counts and however few a page has. A context of
/// the search (`stable_query_id`) is kept while pages follow each other quickly; when it has expired, the next page opens
/// another. A server that says no `sort_end` is paged by `from`, as far as that reaches.
///
/// A page with records that are no entities is asked for again, and so is the whole list where it is shorter than the API
/// counts. What stays wrong is said with the page.
package struct EntitySearch: AsyncSequence, Sendable {
    package typealias Element = EntityPage
    package typealias Failure = APIError

    /// How far `from` and `size` reach, and from where on the API may count no further.
    static let window = 10_000
    /// Seconds for which a context is to be kept: the most that the API allows.
    static let stableSeconds: Int64 = 60
    static let fields: JSONValue = ["_id", "_schema", "_title", "workflows"]
    /// How often a list that is too short is asked for again.
    static let relistings = 2

    private let client: APIClient
    private let query: EntityQuery
    private let pageSize: Int

    /// - Parameters:
    ///   - client: calls the API.
    ///   - query: which entities.
    ///   - pageSize: how many a request asks for, from 1 to 1,000.
    package init(client: APIClient, query: EntityQuery, pageSize: Int = 1_000) {
        self.client = client
        self.query = query
        self.pageSize = Swift.max(1, Swift.min(pageSize, 1_000))
    }

    package func makeAsyncIterator() -> Iterator {
        Iterator(client: client, query: query, pageSize: pageSize)
    }

    /// Where the next page begins.
    private enum Position {
        case start
        case after([JSONValue])
        case from(Int)
        case end
    }

    /// What one passage through the list has brought so far.
    private struct Passage {
        /// Hashes of the ids: sixteen bytes an entity, whatever its id.
        var seen: Set<Fingerprint> = []
        var received = 0
        var malformed = 0
        var hits = 0

        /// As many as the API counts for sure are missing.
        var isShort: Bool { seen.count + malformed < Swift.min(hits, EntitySearch.window) }
    }

    package struct Iterator: AsyncIteratorProtocol {
        private let client: APIClient
        private let query: EntityQuery
        private var pageSize: Int
        private var position = Position.start
        private var stableQueryID: String?
        private var passage = Passage()
        /// Ids that earlier passages have brought.
        private var known: Set<Fingerprint> = []
        private var relisted = 0
        private var hasMalformed = false

        fileprivate init(client: APIClient, query: EntityQuery, pageSize: Int) {
            self.client = client
            self.query = query
            self.pageSize = pageSize
        }

        package mutating func next() async throws(APIError) -> EntityPage? {
            try await next(isolation: nil)
        }

        package mutating func next(isolation actor: isolated (any Actor)?) async throws(APIError) -> EntityPage? {
            if case .end = position { return nil }
            let page: RawEntityPage
            do throws(APIError) {
                page = try await fetch()
            } catch .network(let problem) {
                guard case .transport(.unreadable(let reason)) = problem.fault else { throw .network(problem) }
                position = .end
                return EntityPage(entities: [], hits: passage.hits, faults: [.unreadable(reason: reason)])
            }
            return try await take(page)
        }

        private mutating func take(_ page: RawEntityPage) async throws(APIError) -> EntityPage {
            passage.received += page.count
            passage.malformed += page.malformed
            passage.hits = Swift.max(passage.hits, page.hits ?? 0)
            stableQueryID = page.stableQueryID ?? stableQueryID
            var faults: [ListingFault] = []
            if page.malformed > 0, relisted == 0 { faults.append(.malformed(count: page.malformed)) }
            let before = passage.seen.count
            let fresh = page.entities.filter { entity in
                var key = Fingerprint()
                key.add(entity.id.utf8)
                return passage.seen.insert(key).inserted && !known.contains(key)
            }
            if let fault = advance(past: page, bringsNew: passage.seen.count > before) { faults.append(fault) }
            if case .end = position, passage.isShort, !(try await relist()) {
                faults.append(
                    .incomplete(listed: passage.seen.union(known).count, hits: passage.hits))
            }
            return EntityPage(
                entities: fresh, hits: Swift.max(passage.hits, passage.received), faults: faults)
        }

        /// Begins the list anew, if there is another try.
        private mutating func relist() async throws(APIError) -> Bool {
            guard relisted < EntitySearch.relistings, try await client.pause(beforeRetry: relisted + 1) else {
                return false
            }
            relisted += 1
            known.formUnion(passage.seen)
            passage = Passage()
            stableQueryID = nil
            position = .start
            return true
        }

        /// One page. One with records that are no entities is asked for again, as often as any fault; then it counts as it is.
        private mutating func fetch() async throws(APIError) -> RawEntityPage {
            var last: RawEntityPage?
            let isTolerant = hasMalformed
            while true {
                do throws(APIError) {
                    return try await client.call(operation()) { response throws(TransportFailure) in
                        last = nil
                        let page = try RawEntityPage(response)
                        guard page.malformed == 0 || isTolerant else {
                            last = page
                            throw TransportFailure.unreadable(reason: "entities without an id or a schema")
                        }
                        return page
                    }
                } catch {
                    switch error {
                    case .response(let problem) where problem.status == 413 && pageSize > 1: pageSize /= 2
                    // The context has expired while the page before was worked on.
                    case .response where stableQueryID != nil: stableQueryID = nil
                    case .network where last != nil:
                        hasMalformed = true
                        if let last { return last }
                    default: throw error
                    }
                }
            }
        }

        /// - Returns: why the list cannot be followed to its end.
        private mutating func advance(past page: RawEntityPage, bringsNew: Bool) -> ListingFault? {
            if let sortEnd = page.sortEnd {
                position = bringsNew ? .after(sortEnd) : .end
                return nil
            }
            let isLast = page.count < pageSize && passage.received >= page.hits ?? 0
            guard bringsNew, !isLast else {
                position = .end
                return nil
            }
            guard passage.received < EntitySearch.window else {
                position = .end
                return .endless(listed: passage.seen.count)
            }
            position = .from(passage.received)
            return nil
        }

        private func operation() -> APIOperation {
            var body = JSONObject()
            body["q"] = .string(query.text)
            body["size"] = .integer(Int64(pageSize))
            body["fields"] = EntitySearch.fields
            body["sort"] = ["_id"]
            body["stable_for"] = .integer(EntitySearch.stableSeconds)
            switch position {
            case .start, .end: body["from"] = 0
            case .from(let place):
                body["from"] = .integer(Int64(place))
                body["size"] = .integer(Int64(Swift.min(pageSize, EntitySearch.window - place)))
            case .after(let values): body["search_after"] = .array(values)
            }
            if let stableQueryID { body["stable_query_id"] = .string(stableQueryID) }
            var writer = JSONWriter()
            writer.write(.object(body))
            return APIOperation(.searchEntities, body: writer.bytes)
        }
    }
}

/// The entities of a search one by one, its pages fetched as they are needed.
package struct Entities: AsyncSequence, Sendable {
    package typealias Element = EntitySummary
    package typealias Failure = APIError

    private let pages: EntitySearch
    private let onPage: @Sendable (EntityPage) -> Void

    fileprivate init(_ pages: EntitySearch, onPage: @escaping @Sendable (EntityPage) -> Void) {
        self.pages = pages
        self.onPage = onPage
    }

    package func makeAsyncIterator() -> Iterator {
        Iterator(pages: pages.makeAsyncIterator(), onPage: onPage)
    }

    package struct Iterator: AsyncIteratorProtocol {
        private var pages: EntitySearch.Iterator
        private var page: ArraySlice<EntitySummary> = []
        private let onPage: @Sendable (EntityPage) -> Void

        fileprivate init(pages: EntitySearch.Iterator, onPage: @escaping @Sendable (EntityPage) -> Void) {
            self.pages = pages
            self.onPage = onPage
        }

        package mutating func next() async throws(APIError) -> EntitySummary? {
            try await next(isolation: nil)
        }

        package mutating func next(isolation actor: isolated (any Actor)?) async throws(APIError) -> EntitySummary? {
            while page.isEmpty {
                guard let next = try await pages.next(isolation: actor) else { return nil }
                onPage(next)
                page = next.entities[...]
            }
            return page.popFirst()
        }
    }
}

extension EntitySearch {
    /// The entities one by one.
    ///
    /// - Parameter onPage: told of each page as it comes, for what a page knows besides its entities: how many there are in
    ///   all, and how many records are none.
    /// - Returns: a sequence that asks for a page when the one before it is used up.
    package func entities(onPage: @escaping @Sendable (EntityPage) -> Void = { _ in }) -> Entities {
        Entities(self, onPage: onPage)
    }
}

/// Which entities a search is for, in the words of the search's query language (Lucene).
package struct EntityQuery: Sendable, Hashable {
    package let text: String

    /// A query in the search's own language.
    package init(text: String) {
        self.text = text
    }

    /// Every entity that carries runs: the API keeps a summary of them in `workflows` at each such entity, so no entity
    /// without one has executions to fetch.
    package static let withRuns = EntityQuery(text: "_exists_:workflows")

    /// The entities with runs of some schemas; of all schemas where none is named.
    package init(schemas: [String]) {
        guard !schemas.isEmpty else {
            self = .withRuns
            return
        }
        let named = EntityQuery(field: "_schema", values: schemas).text
        text = (schemas.count == 1 ? named : "(\(named))") + " AND " + Self.withRuns.text
    }

    /// The entities of some ids.
    package init(ids: some Collection<String>) {
        self = EntityQuery(field: "_id", values: ids)
    }

    private init(field: String, values: some Collection<String>) {
        text = values.map { "\(field):\(Self.quote($0))" }.joined(separator: " OR ")
    }

    /// A word as it is, where it has no meaning to the language; anything else in quotes, in which only the quote and the
    /// backslash have one.
    static func quote(_ text: String) -> String {
        let isWord = text.utf8.allSatisfy { byte in
            (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "_")
        }
        if isWord, !text.isEmpty, !["AND", "OR", "NOT", "TO"].contains(text) { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted.unicodeScalars.append("\\") }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}
