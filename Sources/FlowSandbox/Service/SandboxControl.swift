import FlowJSON
import FlowTime

/// The sandbox's own operations, which turn the clock of a living organization and tell what has happened in it.
extension Operation {
    /// `{"now": …}`.
    static let getClock = Operation(
        method: "GET", path: clockPath, errors: .message, access: .control
    ) { _, service, _ throws(Refusal) in
        clock(try living(service))
    }

    /// `{"advance": "1d"}` or `{"to": "2026-12-24T00:00:00Z"}`: turns the clock on, and gives what it shows then.
    static let setClock = Operation(
        method: "POST", path: clockPath, errors: .message, access: .control
    ) { request, service, _ throws(Refusal) in
        let living = try living(service)
        let body = try RequestBody(request.body)
        try body.allow(only: ["advance", "to"])
        let target: Instant
        switch (try body.string("advance"), try body.string("to")) {
        case (let text?, nil):
            guard let duration = DurationText(text) else {
                throw .invalid("\"advance\" must be a duration such as 1d or 12h")
            }
            target = living.now + duration.milliseconds()
        case (nil, let text?):
            guard let instant = EntityFacts.instant(text) else { throw .invalid("\"to\" must be an instant") }
            target = instant
        default: throw .invalid("The body must have one of \"advance\" and \"to\"")
        }
        try living.turn(to: target, after: service.elapsed)
        return clock(living)
    }

    /// What has happened, or with `after` what has happened after an instant.
    static let getEvents = Operation(
        method: "GET", path: "/sandbox/events", errors: .message, access: .control
    ) { request, service, _ throws(Refusal) in
        let living = try living(service)
        let after = request.query["after"].map { EntityFacts.instant($0) } ?? .distantPast
        guard let after else { throw .invalid("\"after\" must be an instant") }
        var out = RecordBytes()
        out.array { living.writeEvents(after: after, to: &$0) }
        return SandboxReply(status: 200, body: out.bytes)
    }

    private static let clockPath = "/sandbox/clock"

    private static func living(_ service: SandboxService) throws(Refusal) -> LivingOrganization {
        guard let living = service.living else { throw Refusal(404, "The organization of this sandbox stands still") }
        return living
    }

    private static func clock(_ living: LivingOrganization) -> SandboxReply {
        var out = RecordBytes()
        out.object { $0.write("now", .instant(living.now)) }
        return SandboxReply(status: 200, body: out.bytes)
    }
}
