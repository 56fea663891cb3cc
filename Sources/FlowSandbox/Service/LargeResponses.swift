import Synchronization

/// Responses that are too large to be answered with: whoever says that they know how gets the address of the body instead.
final class LargeResponses: Sendable {
    /// What a request accepts to get an address.
    static let mediaType = "application/large-response.vnd+json"
    /// Where the bodies are; the rest of the path names one.
    static let path = "/sandbox/payloads"

    private struct State {
        var bodies: [(name: String, body: [UInt8])] = []
        var count: UInt64 = 0
    }

    /// Older ones are gone, as addresses expire.
    private static let kept = 64
    private let state = Mutex(State())

    /// The response itself, if it is not larger than a limit.
    ///
    /// - Throws: 413 for a larger one, if the request does not know what to do with an address.
    func fit(_ reply: SandboxReply, limit: Int, to request: SandboxRequest) throws(Refusal) -> SandboxReply {
        guard reply.status == 200, reply.body.count > limit else { return reply }
        guard request.accept == Self.mediaType else {
            throw Refusal(413, "Payload too large: accept \(Self.mediaType)")
        }
        let name = keep(reply.body)
        var out = RecordBytes()
        out.object { $0.write("$payload_ref", .text("\(request.origin)\(Self.path)/\(name)")) }
        return SandboxReply(status: 200, contentType: Self.mediaType, body: out.bytes)
    }

    private func keep(_ body: [UInt8]) -> String {
        state.withLock { state in
            let name = Identifier.uuid(high: SampleRandom.mix(state.count), low: ~state.count)
            state.count += 1
            state.bodies.append((name, body))
            if state.bodies.count > Self.kept { state.bodies.removeFirst() }
            return name
        }
    }

    fileprivate func body(_ name: String) -> [UInt8]? {
        state.withLock { state in state.bodies.first { $0.name == name }?.body }
    }
}

extension Operation {
    /// The body of a large response: its address is all that it takes, as with an object store, which refuses two ways to
    /// prove oneself at once.
    static let getPayload = Operation(
        method: "GET", path: "\(LargeResponses.path)/{name}", errors: .message, access: .address
    ) { request, service, _ throws(Refusal) in
        guard request.authorization == nil else {
            throw .invalid("Only one auth mechanism allowed: the address, not the Authorization header")
        }
        guard let name = request.parameters.first, let body = service.largeResponses.body(name) else {
            throw Refusal(403, "The address has expired")
        }
        return SandboxReply(status: 200, body: body)
    }
}
