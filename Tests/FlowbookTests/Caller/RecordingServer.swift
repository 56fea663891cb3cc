import Foundation

/// An HTTP server on loopback that notes what it is asked and answers as a case says; whoever asks it for a tunnel, as a
/// proxy, is noted and refused.
///
/// It has no thread of its own: the loop that watches the program watches its sockets too.
final class RecordingServer {
    struct Request {
        let method: String
        /// As it stands in the first line.
        let target: String
        let headers: [(name: String, value: String)]
        /// Nil where the request announces none.
        let body: [UInt8]?

        /// The values of a header in one text.
        func header(_ name: String) -> String? {
            let values = headers.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
            return values.isEmpty ? nil : values.joined(separator: ", ")
        }
    }

    private struct Connection {
        var received: [UInt8] = []
        var pending: [UInt8] = []
        /// When `pending` may leave.
        var due: ContinuousClock.Instant?
        var isEnding = false
        var isReset = false
    }

    let port: Int
    private(set) var requests: [Request] = []
    /// Hosts and ports that tunnels were asked for to.
    private(set) var tunnels: [String] = []
    private let listener: Int32
    private var connections: [Int32: Connection] = [:]
    var answers: [CallerStart.Answer] = []

    init() throws {
        (listener, port) = try Socket.listening()
    }

    deinit {
        close(listener)
        for descriptor in connections.keys { close(descriptor) }
    }

    /// What to watch.
    func watched(_ now: ContinuousClock.Instant) -> [pollfd] {
        [pollfd(fd: listener, events: Int16(POLLIN), revents: 0)]
            + connections.map { descriptor, connection in
                let isWriting = !connection.pending.isEmpty && connection.due.map { $0 <= now } ?? true
                return pollfd(fd: descriptor, events: Int16(isWriting ? POLLOUT : POLLIN), revents: 0)
            }
    }

    /// Reacts to what one of the sockets says.
    func react(to descriptor: Int32, _ now: ContinuousClock.Instant) {
        if descriptor == listener {
            let accepted = accept(listener, nil, nil)
            guard accepted >= 0 else { return }
            _ = fcntl(accepted, F_SETFL, O_NONBLOCK)
            _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
            connections[accepted] = Connection()
        } else if let connection = connections[descriptor] {
            if connection.pending.isEmpty { receive(descriptor, now) } else { send(descriptor, now) }
        }
    }

    private func receive(_ descriptor: Int32, _ now: ContinuousClock.Instant) {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let count = read(descriptor, &buffer, buffer.count)
        if count < 0, errno == EAGAIN || errno == EINTR { return }
        guard count > 0 else { return end(descriptor) }
        connections[descriptor]?.received += buffer[..<count]
        while let request = connections[descriptor]?.received.takeRequest() {
            answer(request, on: descriptor, now)
        }
    }

    private func answer(_ request: Request, on descriptor: Int32, _ now: ContinuousClock.Instant) {
        if request.method == "CONNECT" {
            tunnels.append(request.target)
            connections[descriptor]?.pending += Array("HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n".utf8)
            connections[descriptor]?.isEnding = true
            return
        }
        let answer = answers[min(requests.count, answers.count - 1)]
        requests.append(request)
        var head = "HTTP/1.1 \(answer.status) \(Self.phrases[answer.status] ?? "Status")\r\n"
        for header in answer.headers { head += "\(header.name): \(header.value)\r\n" }
        let isBare = answer.status == 204 || answer.status == 304
        if !isBare, !answer.headers.contains(where: { $0.name.lowercased() == "transfer-encoding" }) {
            head += "content-length: \(answer.body.count + answer.short)\r\n"
        }
        connections[descriptor]?.pending += Array((head + "\r\n").utf8) + (isBare ? [] : answer.body)
        connections[descriptor]?.due = now + answer.delay
        connections[descriptor]?.isReset = answer.isReset
        connections[descriptor]?.isEnding = answer.short > 0 || answer.isReset
        if answer.isReset { end(descriptor) }
    }

    private func send(_ descriptor: Int32, _ now: ContinuousClock.Instant) {
        guard let connection = connections[descriptor], connection.due.map({ $0 <= now }) ?? true else { return }
        let count = connection.pending.withUnsafeBytes {
            Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard count >= 0 else { return errno == EAGAIN ? () : end(descriptor) }
        connections[descriptor]?.pending.removeFirst(count)
        if connections[descriptor]?.pending.isEmpty == true, connection.isEnding { end(descriptor) }
    }

    private func end(_ descriptor: Int32) {
        if connections[descriptor]?.isReset == true {
            var hard = linger(l_onoff: 1, l_linger: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
        }
        connections[descriptor] = nil
        close(descriptor)
    }

    private static let phrases = [
        200: "OK", 201: "Created", 204: "No Content", 301: "Moved Permanently", 302: "Found", 303: "See Other",
        304: "Not Modified", 307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request",
        401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict", 429: "Too Many Requests",
        500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable",
    ]
}

extension [UInt8] {
    /// Takes the first request away, where one is whole.
    fileprivate mutating func takeRequest() -> RecordingServer.Request? {
        let gap = Array("\r\n\r\n".utf8)
        guard let end = firstRange(of: gap)?.upperBound else { return nil }
        // What names may have is one byte a character.
        let head = String(self[..<end].map { Character(Unicode.Scalar($0)) })
        let lines = head.split(separator: "\r\n")
        let first = (lines.first ?? "").split(separator: " ").map(String.init)
        let headers = lines.dropFirst().compactMap { line -> (name: String, value: String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (
                String(line[..<colon]),
                line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            )
        }
        func value(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }
        var body: [UInt8]?
        var next = end
        if let length = value("content-length").flatMap({ Int($0) }) {
            guard count >= end + length else { return nil }
            next = end + length
            body = Array(self[end..<next])
        } else if value("transfer-encoding") != nil {
            guard let chunks = chunks(from: end) else { return nil }
            (body, next) = chunks
        }
        removeFirst(next)
        return .init(method: first.first ?? "", target: first.dropFirst().first ?? "", headers: headers, body: body)
    }

    /// A body in parts and where it ends; nil where its end has not come.
    private func chunks(from start: Int) -> (body: [UInt8], end: Int)? {
        var body: [UInt8] = []
        var place = start
        while let lineEnd = self[place...].firstRange(of: Array("\r\n".utf8)) {
            guard let size = Int(String(decoding: self[place..<lineEnd.lowerBound], as: UTF8.self), radix: 16) else {
                return nil
            }
            let data = lineEnd.upperBound
            guard count >= data + size + 2 else { return nil }
            body += self[data..<data + size]
            place = data + size + 2
            if size == 0 { return (body, place) }
        }
        return nil
    }
}

/// Sockets of this machine.
enum Socket {
    struct Failure: Error {
        let number = errno
    }

    /// A socket that listens on a free port of 127.0.0.1, and that port.
    static func listening() throws -> (descriptor: Int32, port: Int) {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let descriptor = socket(AF_INET, kind, 0)
        guard descriptor >= 0 else { throw Failure() }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 64) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound else { throw Failure() }
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }

    /// A port of 127.0.0.1 where nobody listens.
    static func closedPort() throws -> Int {
        let (descriptor, port) = try listening()
        close(descriptor)
        return port
    }
}
