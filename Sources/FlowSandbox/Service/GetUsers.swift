extension Operation {
    /// The people of the organization, in pages: a hundred unless a limit is given, and no more than that.
    static let getUsers = Operation(
        method: "GET", path: "/v2/users", errors: .message, access: .token(.users)
    ) { request, _, moment throws(Refusal) in
        let limit = min(try number("limit", of: request) ?? largestPage, largestPage)
        let first = min(try number("offset", of: request) ?? 0, moment.data.userCount)
        let page = first..<min(first + limit, moment.data.userCount)
        var reply = Array("{\"hits\":\(moment.data.userCount),\"results\":[".utf8)
        reply += page.map { moment.data.user(at: $0) }.joined(separator: [UInt8(ascii: ",")])
        reply += Array("]}".utf8)
        return SandboxReply(status: 200, body: reply)
    }

    private static let largestPage = 100

    private static func number(_ name: String, of request: SandboxRequest) throws(Refusal) -> Int? {
        guard let text = request.query[name] else { return nil }
        guard let number = Int(text), number >= 0 else { throw .invalid("\"\(name)\" must be an integer from 0 on") }
        return number
    }
}
