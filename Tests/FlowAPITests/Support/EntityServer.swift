import FlowAPI
import FlowJSON
import Synchronization

/// A search for entities in memory, with the limits of the real one: pages of up to 1,000, `from` up to 10,000, contexts
/// that expire.
final class EntityServer: Sendable {
    struct Behaviour: Sendable {
        var count: Int
        /// Whether answers say where they end.
        var saysSortEnd = true
        /// Hits are counted no further than this.
        var countsUpTo = 10_000
        /// The number of requests after which a context is gone; nil for never.
        var forgetsAfter: Int?
    }

    private let behaviour: Behaviour
    private let uses = Mutex<[String: Int]>([:])

    init(_ behaviour: Behaviour) {
        self.behaviour = behaviour
    }

    static func id(_ index: Int) -> String {
        "e" + String(String(1_000_000 + index).dropFirst())
    }

    var transport: MemoryTransport {
        MemoryTransport { (request, _) throws(TransportFailure) in
            guard let bytes = request.body, let body = try? JSONValue(parsing: bytes) else { return APIResponse(400) }
            return self.answer(body)
        }
    }

    private func answer(_ body: JSONValue) -> APIResponse {
        let size = min(Int(body["size"]?.integerValue ?? 10), 1_000)
        let from = Int(body["from"]?.integerValue ?? 0)
        guard from + size <= 10_000 else {
            return APIResponse(400, #"{"status": 400, "error": "from + size > 10000"}"#)
        }
        if let id = body["stable_query_id"]?.stringValue {
            let count = uses.withLock { uses in
                uses[id, default: 0] += 1
                return uses[id, default: 0]
            }
            if let limit = behaviour.forgetsAfter, count > limit {
                return APIResponse(400, #"{"status": 400, "error": "stable_query_id has expired"}"#)
            }
        }
        var start = from
        if let after = body["search_after"]?.arrayValue {
            guard from == 0, body["sort"] == ["_id"], let last = after.first?.stringValue,
                let number = Int(last.dropFirst())
            else { return APIResponse(400) }
            start = number + 1
        }
        let end = min(start + size, behaviour.count)
        let records = (start..<max(start, end)).map { #"{"_id":"\#(Self.id($0))","_schema":"order"}"# }
        var members = [
            #""hits":\#(min(behaviour.count, behaviour.countsUpTo))"#,
            #""results":[\#(records.joined(separator: ","))]"#,
            #""stable_query_id":"\#(body["stable_query_id"]?.stringValue ?? "context-\(start)")""#,
        ]
        if behaviour.saysSortEnd, end > start { members.append(#""sort_end":["\#(Self.id(end - 1))"]"#) }
        return APIResponse(200, "{\(members.joined(separator: ","))}")
    }
}
