import Foundation

/// An answer as it came over the socket.
struct RawAnswer: Sendable {
    /// How the connection ended.
    enum End: Sendable {
        case closed, reset
    }

    var status = 0
    /// By their names in lower case.
    var headers: [String: String] = [:]
    var body: [UInt8] = []
    var end = End.closed

    /// Reads the bytes of one answer; bytes that are none leave the status 0.
    init(_ bytes: [UInt8], end: End) {
        self.end = end
        let blank = Array("\r\n\r\n".utf8)
        let starts = bytes.indices.dropLast(min(3, bytes.count))
        guard let border = starts.first(where: { bytes[$0..<$0 + 4].elementsEqual(blank) }) else { return }
        let lines = String(decoding: bytes[..<border], as: UTF8.self).components(separatedBy: "\r\n")
        status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts.last.map { $0.trimmingCharacters(in: .whitespaces) }
        }
        body = Array(bytes[(border + 4)...])
    }
}

/// HTTP by hand, so that what a client library would hide can be seen: resets, bodies cut short, threads at work.
///
/// It blocks on sockets, in a thread of its own: the server under test shares the tests' pool of threads.
enum RawHTTP {
    struct Failure: Error {
        let call: String
        let code = errno
    }

    /// Sends every request on a connection of its own before it reads the first answer, and reads them in order.
    ///
    /// `onFirstAnswer` is called while the others are under way.
    static func answers(
        to requests: [String], port: Int, onFirstAnswer: @escaping @Sendable () -> Void = {}
    ) async throws -> [RawAnswer] {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let sockets = try requests.map { try open(port, sending: $0) }
                        return sockets.enumerated().map { number, socket in
                            defer { close(socket) }
                            let answer = read(socket)
                            if number == 0 { onFirstAnswer() }
                            return answer
                        }
                    })
            }
        }
    }

    /// A request with a body, ready to be sent.
    static func request(_ method: String, _ path: String, _ body: String = "", headers: [String] = []) -> String {
        let lines =
            ["\(method) \(path) HTTP/1.1", "Host: sandbox", "Connection: close", "Content-Length: \(body.utf8.count)"]
            + headers
        return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
    }

    private static func open(_ port: Int, sending request: String) throws -> Int32 {
        #if canImport(Glibc)
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        guard descriptor >= 0 else { throw Failure(call: "socket") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Failure(call: "connect") }
        let bytes = Array(request.utf8)
        guard send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw Failure(call: "send")
        }
        return descriptor
    }

    private static func read(_ descriptor: Int32) -> RawAnswer {
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(descriptor, &part, part.count, 0)
            guard count > 0 else { return RawAnswer(bytes, end: count == 0 ? .closed : .reset) }
            bytes += part[..<count]
        }
    }
}
