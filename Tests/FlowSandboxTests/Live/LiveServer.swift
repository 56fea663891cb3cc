import Foundation

@testable import FlowSandbox

/// A sandbox on a free port of this machine, and the same service without HTTP around it.
struct LiveServer {
    let calls: ServiceCalls
    private let configuration: SandboxConfiguration
    private let time: SandboxTime

    /// The clock stands still unless another one is given: limits and faults are the same in every run.
    init(
        executions: Int = 30, time: SandboxTime? = nil, _ configure: (inout SandboxConfiguration) -> Void = { _ in }
    ) {
        var configuration = SandboxConfiguration()
        configure(&configuration)
        self.configuration = configuration
        calls = ServiceCalls(executions: executions, configure)
        self.time = time ?? SandboxTime(SteppingClock())
    }

    /// Starts the server, and stops it after `body`, which gets the port.
    func run<Result: Sendable>(_ body: @escaping @Sendable (Int) async throws -> Result) async throws -> Result {
        let server = try SandboxServer(
            SandboxData(calls.organization), configuration: configuration, time: time)
        return try await server.whileRunning { url in
            guard let port = URL(string: url)?.port else { throw RawHTTP.Failure(call: url) }
            return try await body(port)
        }
    }
}
