import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL
import SystemPackage

/// What the network library throws, by what the caller can do about it.
extension TransportFailure {
    /// - Parameters:
    ///   - error: from the library.
    ///   - hasHead: the response had begun.
    ///   - proxy: the proxy that the request went through.
    ///   - limit: the largest body that is read.
    init(_ error: any Error, hasHead: Bool, proxy: ProxySettings.Server?, limit: Int) {
        switch error {
        case let error as HTTPClientError: self.init(error, hasHead: hasHead)
        case let error as NIOConnectionError:
            let place = proxy.map { "the proxy \($0.host):\($0.port): " } ?? ""
            self = Self.hasTimedOut(error) ? .connectTimeout : .unreachable(reason: place + Self.reason(error))
        case let error as IOError: self.init(error, hasHead: hasHead)
        case let error as NIOSSLError: self.init(error, hasHead: hasHead)
        case is NIOSSLExtraError: self = .untrusted(reason: "its certificate is for another name")
        case let error as HTTPParserError: self.init(error, hasHead: hasHead)
        case NIOHTTPDecompression.DecompressionError.limit: self = .tooLarge(limit: limit)
        case is NIOHTTPDecompression.DecompressionError, is NIOHTTPDecompression.ExtraDecompressionError:
            self = .truncated
        case ChannelError.connectTimeout: self = .connectTimeout
        case is ChannelError: self = hasHead ? .truncated : .reset
        case is CancellationError: self = .cancelled
        default: self = .malformed(reason: "\(type(of: error))")
        }
    }

    private init(_ error: HTTPClientError, hasHead: Bool) {
        switch error {
        case .connectTimeout, .tlsHandshakeTimeout, .httpProxyHandshakeTimeout, .getConnectionFromPoolTimeout:
            self = .connectTimeout
        case .deadlineExceeded, .readTimeout, .writeTimeout: self = .timeout
        case .remoteConnectionClosed, .uncleanShutdown: self = hasHead ? .truncated : .reset
        case .cancelled, .requestStreamCancelled, .alreadyShutdown: self = .cancelled
        case .proxyAuthenticationRequired: self = .proxy(reason: "it wants a user and a password, or others")
        case .invalidProxyResponse: self = .proxy(reason: "it refuses to connect")
        default: self = .malformed(reason: error.shortDescription)
        }
    }

    private init(_ error: IOError, hasHead: Bool) {
        switch Errno(rawValue: error.errnoCode) {
        case .connectionRefused, .noRouteToHost, .networkUnreachable, .hostIsDown, .networkDown, .addressNotAvailable:
            self = .unreachable(reason: Self.words(error.errnoCode))
        case .timedOut: self = .timeout
        default: self = hasHead ? .truncated : .reset
        }
    }

    private init(_ error: NIOSSLError, hasHead: Bool) {
        switch error {
        case .handshakeFailed(let cause):
            let text = "\(cause)"
            let names = [
                ("CERTIFICATE_VERIFY_FAILED", "no known authority signed its certificate, or it has expired"),
                ("WRONG_VERSION_NUMBER", "it does not speak TLS"),
                ("PROTOCOL_VERSION", "it speaks only outdated versions of TLS"),
            ]
            if let reason = names.first(where: { text.contains($0.0) })?.1 {
                self = .untrusted(reason: reason)
            } else if text.contains("unexpectedEOF") || text.contains("syscallError") || text.contains("zeroReturn") {
                self = .reset
            } else {
                self = .untrusted(reason: "the TLS handshake fails")
            }
        case .uncleanShutdown: self = hasHead ? .truncated : .reset
        case .unableToValidateCertificate, .noCertificateToValidate, .cannotMatchULabel:
            self = .untrusted(reason: "its certificate cannot be checked")
        default: self = hasHead ? .truncated : .reset
        }
    }

    private init(_ error: HTTPParserError, hasHead: Bool) {
        switch error {
        case .invalidEOFState, .closedConnection: self = hasHead ? .truncated : .reset
        default: self = .malformed(reason: "\(error)")
        }
    }

    private static func hasTimedOut(_ error: NIOConnectionError) -> Bool {
        let errors = error.connectionErrors.map(\.error)
        return !errors.isEmpty
            && errors.allSatisfy {
                if case ChannelError.connectTimeout = $0 {
                    true
                } else {
                    ($0 as? IOError)?.errnoCode == Errno.timedOut.rawValue
                }
            }
    }

    private static func reason(_ error: NIOConnectionError) -> String {
        if error.connectionErrors.isEmpty, error.dnsAError != nil || error.dnsAAAAError != nil {
            return "nobody knows the name \(error.host)"
        }
        let causes = error.connectionErrors.compactMap { ($0.error as? IOError)?.errnoCode }
        return causes.last.map(words) ?? "no connection"
    }

    /// The system's words for an error number.
    private static func words(_ number: Int32) -> String {
        Errno(rawValue: number).description.lowercased()
    }
}
