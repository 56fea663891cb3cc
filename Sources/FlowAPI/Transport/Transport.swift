/// Sends one request and gives back one answer, or says why there is none. It retries nothing and follows no redirect.
///
/// The real one is `HTTPTransport`; tests answer from memory.
package protocol Transport: Sendable {
    func send(_ request: APIRequest) async throws(TransportFailure) -> APIResponse
}
