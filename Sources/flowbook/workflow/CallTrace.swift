import FlowAPI
import FlowIO
import FlowJSON
import FlowOperations
import HTTPTypes

/// What is said about a call on standard error: a heading on a terminal, and both sides of it for whoever asks.
struct CallTrace {
    private let request: APIRequest
    private let call: OperationRequest
    private let token: Secret?
    private let screen: CallScreen

    init(_ request: APIRequest, _ call: OperationRequest, token: Secret?, _ screen: CallScreen) {
        self.request = request
        self.call = call
        self.token = token
        self.screen = screen
    }

    /// Says what is about to be sent.
    func begin(isVerbose: Bool, isIncluded: Bool) {
        if isVerbose {
            var headers = Self.shown(request.head.headerFields)
            if request.token != nil { headers["authorization"] = .string("Bearer \(Secret.mask)") }
            var parts: JSONObject = JSONObject()
            parts["operationId"] = .string(call.operation.id)
            parts["method"] = .string(call.operation.method)
            parts["url"] = .string(address)
            parts["params"] = .object(call.parameters)
            parts["headers"] = .object(headers)
            show(parts)
        } else if screen.isScreen, !isIncluded {
            say("\(screen.strong(call.operation.method)) \(address)")
        }
    }

    /// Says what came of it.
    func end(_ response: APIResponse, isVerbose: Bool, isIncluded: Bool) {
        guard isVerbose || isIncluded else {
            if screen.isScreen {
                let text = "\(response.status) \(response.reason)"
                say(response.status < 400 ? screen.good(text) : screen.bad(text))
            }
            return
        }
        var parts = JSONObject()
        parts["code"] = .integer(Int64(response.status))
        parts["status"] = .string(response.reason)
        if isIncluded { parts["headers"] = .object(Self.joined(response.headers)) }
        show(parts)
    }

    /// Where the request goes, without its query, which may be long and is among the parameters.
    private var address: String { String(request.url.prefix { $0 != "?" }) }

    private func show(_ parts: JSONObject) { say(screen.text(of: .object(parts))) }

    /// A server may quote the token that it was given.
    private func say(_ text: String) {
        screen.world.writeError((token?.masking(text) ?? text) + "\n")
    }

    /// Headers that may be keys are masked.
    private static func shown(_ fields: HTTPFields) -> JSONObject {
        let harmless: Set<HTTPField.Name> = [.accept, .acceptEncoding, .contentType, .userAgent]
        var shown = joined(fields)
        for field in fields where !harmless.contains(field.name) && isSecret(field.name) {
            let scheme = field.name == .authorization ? field.value.prefix { $0 != " " } + " " : ""
            shown[field.name.canonicalName] = .string("\(scheme)\(Secret.mask)")
        }
        return shown
    }

    private static func isSecret(_ name: HTTPField.Name) -> Bool {
        ["auth", "cookie", "key", "secret", "token", "password", "session", "signature"].contains {
            name.canonicalName.contains($0)
        }
    }

    /// The values of a header that comes several times, in one.
    private static func joined(_ fields: HTTPFields) -> JSONObject {
        var members = JSONObject()
        for field in fields {
            let name = field.name.canonicalName
            let before = members[name]?.stringValue.map { "\($0), " } ?? ""
            members[name] = .string(before + field.value)
        }
        return members
    }
}
