import FlowJSON
import Foundation

/// What of a run is not as its case says; nothing where all is.
struct CallerCaseVerdict {
    private(set) var faults: [String] = []
    private let run: CallerCaseRun
    private let output: String
    private let error: String
    private let screen: String

    init(_ run: CallerCaseRun) {
        self.run = run
        output = String(decoding: run.output, as: UTF8.self)
        error = String(decoding: run.error, as: UTF8.self)
        screen = String(decoding: run.screen, as: UTF8.self)
        judgeEnd()
        judgeRequests()
        judgeTexts()
        judgeScreen()
        judgeObjects()
        judgeFiles()
    }

    private var expected: JSONValue { run.expected }

    private mutating func fault(_ text: String) { faults.append(String(text.prefix(3_000))) }

    private static func choices(_ value: JSONValue) -> [JSONValue] { value.arrayValue ?? [value] }

    private mutating func judgeEnd() {
        guard let status = run.status else { return fault("had to be ended after \(run.seconds) s") }
        let codes = expected["exit"].map { Self.choices($0).compactMap(\.integerValue) } ?? []
        if !codes.isEmpty, !codes.contains(Int64(status)) { fault("exits with \(status), not \(codes)") }
        if let within = expected["within"]?.doubleValue, run.seconds > within { fault("takes \(run.seconds) s") }
        // Wrong usage, login and network are told in one way.
        if codes.count == 1, [2, 3, 4].contains(codes[0]), expected["terminal"] == nil {
            if !error.split(separator: "\n").contains(where: { $0.hasPrefix("flowbook: error: ") }) {
                fault("says no error: \(error)")
            }
            if !output.isEmpty { fault("prints where it fails: \(output)") }
        }
    }

    private mutating func judgeTexts() {
        for (name, text) in [("output", output), ("errors", error)] {
            guard let value = expected[name] else { continue }
            let texts = Self.choices(value).compactMap(\.stringValue)
            if !texts.contains(text) { fault("\(name) is \(text.debugDescription), not \(texts)") }
        }
        if let base64 = expected["output_base64"]?.stringValue, Data(base64Encoded: base64) != Data(run.output) {
            fault("prints \(Data(run.output).base64EncodedString())")
        }
        for (name, text) in [("output_has", output), ("errors_have", error), ("screen_has", screen)] {
            for wanted in expected[name]?.arrayValue ?? [] {
                let words = Self.choices(wanted).compactMap(\.stringValue)
                if !words.contains(where: { ScreenText.occurs($0, in: text) }) {
                    fault("\(name): \(words) in \(text.debugDescription)")
                }
            }
        }
        for word in expected["hidden"]?.arrayValue?.compactMap(\.stringValue) ?? [] {
            for text in [output, error, screen] where text.contains(word) { fault("shows \(word): \(text)") }
        }
        for name in run.leaks { fault("\(name) has what is to be hidden") }
        if (output + error).contains("\u{1B}") { fault("sends escape codes to a pipe") }
    }

    private mutating func judgeScreen() {
        if let lines = expected["screen"]?.arrayValue?.compactMap(\.stringValue) {
            let shown = ScreenText.lines(screen)
            if shown != lines.map(ScreenText.oneBlank) { fault("the screen is \(shown), not \(lines)") }
        }
        if let isColoured = expected["colours"]?.boolValue, ScreenText.hasColours(screen) != isColoured {
            fault("colours: \(!isColoured), in \(screen.debugDescription)")
        }
    }

    private mutating func judgeObjects() {
        for (name, text) in [("output_objects", output), ("error_objects", error), ("screen_objects", screen)] {
            guard let wanted = expected[name]?.arrayValue else { continue }
            var found = ScreenText.objects(in: ScreenText.plain(text))[...]
            for object in wanted {
                guard let place = found.firstIndex(where: { $0.holds(object) }) else {
                    fault("\(name): \(object.text()) in \(text)")
                    break
                }
                found = found[(place + 1)...]
            }
        }
    }

    private mutating func judgeFiles() {
        for (name, wanted) in expected["files_after"]?.objectValue ?? JSONObject() {
            guard let file = run.files[name] else {
                if !wanted.isNull { fault("\(name) is not there") }
                continue
            }
            if wanted.isNull {
                fault("\(name) is there")
                continue
            }
            let value = try? JSONValue(parsing: file.text)
            if let json = wanted["json"], value != json { fault("\(name) is \(file.text), not \(json.text())") }
            if let json = wanted["json_has"], value?.holds(json) != true { fault("\(name) is \(file.text)") }
            for text in wanted["contains"].map(Self.choices)?.compactMap(\.stringValue) ?? []
            where !file.text.contains(text) { fault("\(name) lacks \(text)") }
            for text in wanted["lacks"].map(Self.choices)?.compactMap(\.stringValue) ?? []
            where file.text.contains(text) { fault("\(name) has \(text)") }
            if let mode = wanted["mode"]?.stringValue, Int(mode, radix: 8) != file.mode {
                fault("\(name) has the mode \(String(file.mode, radix: 8))")
            }
            if wanted["replaced"]?.boolValue == true, !file.isReplaced { fault("\(name) was written into") }
        }
    }

    private mutating func judgeRequests() {
        if let tunnel = expected["tunnel"]?.stringValue {
            if Set(run.tunnels) != [tunnel] || !run.requests.isEmpty {
                fault("asks for tunnels to \(run.tunnels) and \(run.requests.map(\.target))")
            }
            return
        }
        guard let wanted = expected["requests"]?.arrayValue else { return }
        if !run.tunnels.isEmpty { fault("asks for tunnels to \(run.tunnels)") }
        var rest = run.requests[...]
        for request in wanted {
            guard let next = rest.first else {
                if request["optional"]?.boolValue != true { fault("does not send \(request.text())") }
                continue
            }
            rest.removeFirst()
            if let difference = next.difference(from: request) { fault("\(next.method) \(next.target): \(difference)") }
        }
        // The last one may be repeated.
        if let limit = expected["at_most"]?.integerValue, let last = wanted.last, run.requests.count <= limit {
            rest = rest.drop { $0.difference(from: last) == nil }
        }
        if !rest.isEmpty { fault("sends more: \(rest.map { "\($0.method) \($0.target)" })") }
    }
}

extension RecordingServer.Request {
    /// How a request differs from the one that is wanted; nil where it does not.
    fileprivate func difference(from wanted: JSONValue) -> String? {
        let place = RequestTarget(target)
        if method != wanted["method"]?.stringValue { return "the method" }
        let path = wanted["path"]?.stringValue ?? ""
        if place.segments != RequestTarget.segments(path) { return "the path, not \(path)" }
        let query = wanted["query"]?.arrayValue?.map { $0.arrayValue?.compactMap(\.stringValue) ?? [] } ?? []
        if place.query != query { return "the query \(place.query), not \(query)" }
        if let origin = wanted["origin"]?.stringValue, origin != place.origin { return "the origin" }
        if let value = wanted["authorization"], header("authorization") != value.stringValue {
            return "authorization is \(header("authorization") ?? "missing")"
        }
        for (name, value) in wanted["headers"]?.objectValue ?? JSONObject() where header(name) != value.stringValue {
            return "\(name) is \(header(name) ?? "missing")"
        }
        for name in wanted["no_headers"]?.arrayValue?.compactMap(\.stringValue) ?? [] where header(name) != nil {
            return "\(name) is there"
        }
        return bodyDifference(from: wanted)
    }

    private func bodyDifference(from wanted: JSONValue) -> String? {
        let sent = body ?? []
        let type = header("content-type")?.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces)
        guard let text = wanted["body"]?.stringValue else {
            if !sent.isEmpty { return "the body \(String(decoding: sent, as: UTF8.self)), where there is none" }
            return type != nil && wanted["content_type"] == nil ? "a content type without a body" : nil
        }
        guard JSONSpelling(sent) == JSONSpelling(Array(text.utf8)) else {
            return "the body \(String(decoding: sent, as: UTF8.self)), not \(text)"
        }
        let wantedType = wanted["content_type"]?.stringValue ?? "application/json"
        return type == wantedType ? nil : "the content type \(type ?? "missing")"
    }
}

/// The parts of a request's target, decoded.
private struct RequestTarget {
    /// Scheme and host, as proxies get them.
    let origin: String?
    let segments: [String]
    let query: [[String]]

    init(_ target: String) {
        var rest = target[...]
        if let scheme = target.firstRange(of: "://") {
            let end = target[scheme.upperBound...].firstIndex(of: "/") ?? target.endIndex
            origin = String(target[..<end])
            rest = target[end...]
        } else {
            origin = nil
        }
        let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        segments = Self.segments(String(parts.first ?? ""))
        let pairs =
            parts.count < 2 || parts[1].isEmpty ? [] : parts[1].split(separator: "&", omittingEmptySubsequences: false)
        query = pairs.map { pair in
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
                Self.decoded(String($0).replacing("+", with: " "))
            }
            return [sides[0], sides.count > 1 ? sides[1] : ""]
        }
    }

    static func segments(_ path: String) -> [String] {
        path.split(separator: "/", omittingEmptySubsequences: false).map { decoded(String($0)) }
    }

    private static func decoded(_ text: String) -> String { text.removingPercentEncoding ?? text }
}

/// JSON as it is spelled, but for white space between its parts and for escapes in texts: numbers by their letters, members
/// in their order.
private struct JSONSpelling: Equatable {
    private let parts: [String]

    init(_ bytes: [UInt8]) {
        var parts: [String] = []
        var place = 0
        var other: [UInt8] = []
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "\"") {
                var end = place + 1
                while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
                    end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
                }
                end = min(end + 1, bytes.count)
                let literal = Array(bytes[place..<end])
                let text = (try? JSONValue(parsing: literal))?.stringValue
                parts += [String(decoding: other, as: UTF8.self), text ?? String(decoding: literal, as: UTF8.self)]
                other = []
                place = end
            } else {
                if ![0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { other.append(bytes[place]) }
                place += 1
            }
        }
        self.parts = parts + [String(decoding: other, as: UTF8.self)]
    }
}

extension JSONValue {
    /// Whether an object has at least the members of another; the case of header names does not count.
    fileprivate func holds(_ wanted: JSONValue, ignoringCase: Bool = false) -> Bool {
        guard let members = wanted.objectValue else { return self == wanted }
        guard let own = objectValue else { return false }
        return members.allSatisfy { name, value in
            let found =
                ignoringCase ? own.first { $0.key.lowercased() == name.lowercased() }?.value : own[name]
            return found?.holds(value, ignoringCase: name == "headers") ?? false
        }
    }
}
