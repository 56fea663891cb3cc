import FlowJSON
import FlowOperations
import Synchronization

extension Operation {
    /// Entities by a query, in pages: by `from` up to 10,000 hits, beyond that by `search_after`.
    static let searchEntities = Operation(
        .searchEntities, errors: .statusAndError, access: .token(.entities)
    ) { request, service, moment throws(Refusal) in
        let search = try EntitySearchRequest(RequestBody(request.body))
        let (queryID, moment) = try service.stableQueries.use(
            search.stableQueryID, keepFor: search.stableFor, at: moment)
        let hits =
            search.findsNothing ? EntityIndex.Hits(indices: [], values: []) : moment.entities.hits(of: search.search)
        let start = search.after.map { hits.index(after: $0, in: search.search.order) } ?? search.from
        let first = min(start, hits.indices.count)
        let page = first..<min(first + search.size, hits.indices.count)
        var reply = Array("{\"hits\":\(hits.indices.count),\"results\":[".utf8)
        for index in page {
            if index > page.lowerBound { reply.append(UInt8(ascii: ",")) }
            reply += search.record(at: hits.indices[index], of: moment.data)
        }
        reply.append(UInt8(ascii: "]"))
        if let queryID { reply += Array(",\"stable_query_id\":\"\(queryID)\"".utf8) }
        if !page.isEmpty {
            var writer = JSONWriter()
            writer.write(.array(hits.values[page.upperBound - 1].map(\.json)))
            reply += Array(",\"sort_end\":".utf8) + writer.bytes
        }
        reply.append(UInt8(ascii: "}"))
        return SandboxReply(status: 200, body: reply)
    }
}

/// What a search for entities asks, checked against the published contract.
struct EntitySearchRequest {
    let search: EntityIndex.Search
    let from: Int
    let size: Int
    let after: [SortOrder.Value]?
    let stableFor: Int?
    let stableQueryID: String?
    /// Only deleted entities are asked for; the sandbox has none.
    let findsNothing: Bool
    private let filter: FieldFilter?
    private let addsScores: Bool

    private static let members: Set<String> = [
        "q", "include_scores", "sort", "from", "size", "hydrate", "anonymize", "fields", "aggs", "include_deleted",
        "highlight", "stable_for", "stable_query_id", "search_after",
    ]
    /// A page holds no more than this, whatever is asked.
    private static let largestPage = 1_000
    /// How far `from` and `size` reach.
    private static let window = 10_000

    init(_ body: RequestBody) throws(Refusal) {
        try body.allow(only: Self.members)
        let text = try body.requiredString("q")
        let query: LuceneQuery
        do throws(LuceneError) {
            query = try LuceneParser.parse(text)
        } catch {
            throw .invalid("\"q\" cannot be read: \(error.message), at character \(error.offset + 1)")
        }
        guard let order = SortOrder(try body.stringOrStrings("sort") ?? []) else {
            throw .invalid("\"sort\" must name fields, each with :asc or :desc if any")
        }
        search = EntityIndex.Search(query: query, order: order)
        from = try body.integer("from", in: 0...Int.max) ?? 0
        let wanted = try body.integer("size", in: 0...Int.max) ?? 10
        size = min(wanted, Self.largestPage)
        guard from <= Self.window, from + size <= Self.window else {
            throw .invalid("\"from\" and \"size\" reach no further than \(Self.window): page with \"search_after\"")
        }
        after = try Self.after(body, order, from: from)
        stableFor = try body.integer("stable_for", in: 0...60)
        stableQueryID = try body.string("stable_query_id")
        filter = try body.strings("fields").map { FieldFilter($0) }
        addsScores = try body.boolean("include_scores") ?? false
        _ = try body.boolean("hydrate")
        guard try body.boolean("anonymize") != true, try body.object("aggs") == nil else {
            throw .invalid("The sandbox neither anonymizes nor aggregates")
        }
        let deleted = try body.string("include_deleted") ?? "false"
        guard ["true", "false", "only"].contains(deleted) else {
            throw .invalid("\"include_deleted\" must be one of true, false, only")
        }
        findsNothing = deleted == "only"
    }

    private static func after(_ body: RequestBody, _ order: SortOrder, from: Int) throws(Refusal) -> [SortOrder.Value]?
    {
        guard let elements = try body.array("search_after") else { return nil }
        guard from == 0 else { throw .invalid("Only one of \"from\" and \"search_after\" may be used") }
        let values = elements.compactMap { SortOrder.Value($0) }
        guard values.count == elements.count, !values.isEmpty, values.count <= order.keys.count,
            values.count >= order.keys.count - 1
        else { throw .invalid("\"search_after\" must hold one string, number or null for each field of \"sort\"") }
        return values
    }

    /// An entity as the response shows it.
    func record(at index: Int, of data: SandboxData) -> [UInt8] {
        guard filter != nil || addsScores else { return data.entity(at: index) }
        var record = data.entityValue(at: index)
        if let filter { record = filter.apply(to: record) }
        if addsScores, var members = record.objectValue {
            members["_score"] = 1
            record = .object(members)
        }
        var writer = JSONWriter()
        writer.write(record)
        return writer.bytes
    }
}

/// The ids of queries whose context is kept for some seconds, so that pages fit together: what a living organization does
/// meanwhile is not in them.
final class StableQueries: Sendable {
    private struct State {
        var kept: [String: (expiry: Duration, moment: SandboxMoment)] = [:]
        var count: UInt64 = 0
    }

    /// Seconds for which a context is kept where the request does not say.
    private static let usual = 30
    private let time: SandboxTime
    private let state = Mutex(State())

    init(_ time: SandboxTime) {
        self.time = time
    }

    /// The id that goes into a response, nil where the query is not to be kept; and the moment that the page is of.
    ///
    /// - Throws: 400 for an id that is unknown or whose time has passed.
    func use(
        _ id: String?, keepFor seconds: Int?, at moment: SandboxMoment
    ) throws(Refusal) -> (id: String?, moment: SandboxMoment) {
        guard id != nil || seconds ?? 0 > 0 else { return (nil, moment) }
        let now = time.elapsed()
        let use = state.withLock { state -> (id: String?, moment: SandboxMoment)? in
            state.kept = state.kept.filter { $0.value.expiry > now }
            if let id, state.kept[id] == nil { return nil }
            let kept = id ?? Identifier.uuid(high: SampleRandom.mix(state.count), low: ~state.count)
            let moment = state.kept[kept]?.moment ?? moment
            state.count += 1
            state.kept[kept] = seconds == 0 ? nil : (now + .seconds(seconds ?? Self.usual), moment)
            return (kept, moment)
        }
        guard let use else { throw .invalid("\"stable_query_id\" is unknown or has expired") }
        return use
    }
}
