import FlowAPI
import FlowIO
import FlowJSON
import FlowOperations
import HTTPTypes
import Logging

/// Many calls of one operation, one for each input.
struct EachRun {
    private let operation: Operation
    private let server: ServerAddress
    private let options: EachOptions
    private let pace: PaceArguments
    private let world: World
    private let filled: RowCalls
    private let headers: HTTPFields
    /// The inputs that are to be called for. Their requests are made twice, because all of them at once would fill the memory.
    private let rows: [InputRow]
    /// How many inputs there are, those of former runs too.
    private let inputs: Int
    private let log: EachLog?

    /// Reads the inputs and makes all requests, so that nothing is sent where one of them is wrong.
    ///
    /// - Parameters:
    ///   - operation: what to call.
    ///   - definition: where it is from.
    ///   - values: what is given by hand, for all calls.
    ///   - headers: those of the command line.
    ///   - server: where to send them.
    ///   - options: the command line's.
    ///   - world: where everything goes.
    /// - Throws: `UsageError` for an input that makes no request, `FileError`.
    init(
        _ operation: Operation, in definition: OpenAPIDefinition, _ values: OperationValues, headers: HTTPFields,
        server: ServerAddress, _ options: CallOptions, _ world: World
    ) throws {
        self.operation = operation
        self.server = server
        self.options = options.many
        pace = options.pace
        self.world = world
        self.headers = headers
        let filled = RowCalls(operation, in: definition, given: values)
        self.filled = filled
        let all = try EachInput.rows(options.many.file ?? "-", world)
        for row in all { _ = try EachCall(row, filled, headers: headers) }
        log = options.many.dryRun ? nil : try options.many.resume.map { try EachLog($0) }
        inputs = all.count
        guard var former = try log?.formerRuns() else {
            rows = all
            return
        }
        rows = try all.filter { !former.takeDone(try EachCall($0, filled, headers: headers)) }
    }

    /// Prints the requests.
    func show() throws -> ExitStatus {
        for row in rows {
            let call = try EachCall(row, filled, headers: headers)
            let line: JSONValue = [
                "input": .object(row.members), "method": .string(call.request.operation.method),
                "url": .string(server.text + call.request.target), "body": call.body,
            ]
            world.writeLine(line.text())
        }
        return .done
    }

    /// Asks whether to go on, where data would change.
    ///
    /// - Returns: whether somebody says so.
    /// - Throws: `UsageError` where nobody can be asked.
    func isAgreed(isAsking: Bool) throws -> Bool {
        guard !operation.summary.isRepeatable, !options.yes, let row = rows.first else { return true }
        let first = try EachCall(row, filled, headers: headers)
        let terminal = isAsking ? TerminalPrompt.ofTerminal(world) : nil
        guard let terminal else {
            throw UsageError(
                what: "\(operation.id) would change data, for \(count(rows.count))",
                fix: "look at the requests with --dry-run, then add --yes")
        }
        let body = first.request.body.map { " " + String(decoding: $0, as: UTF8.self) } ?? ""
        let answer = try terminal.line(
            """
            \(operation.id) for \(count(rows.count)) at \(server.text); the first: \
            \(first.request.operation.method) \(first.request.target)\(body)
            Go on? [y/N] 
            """)
        let isAgreed = ["y", "yes"].contains(answer.trimmingWhitespace().lowercased())
        if !isAgreed { world.log.info("nothing was sent") }
        return isAgreed
    }

    /// Makes the calls, a few at once, and prints what comes of them as it comes.
    ///
    /// When the run is interrupted no more calls are begun, and those under way are waited for: what they did is known then.
    ///
    /// - Throws: `FileError` where the log cannot be written.
    func send(_ session: APISession) async throws -> ExitStatus {
        var tally = EachTally()
        try await withTaskCancellationHandler {
            try await withThrowingTaskGroup(of: (EachCall, EachResult).self) { group in
                var next = 0
                func begin() throws {
                    guard next < rows.count, !tally.isStopped, !Task.isCancelled else { return }
                    let call = try EachCall(rows[next], filled, headers: headers)
                    let token = session.login.token?.secret
                    next += 1
                    group.addTask {
                        // By a task that an interruption does not reach.
                        (call, await Task.detached { await Self.result(of: call.operation, token, session) }.value)
                    }
                }
                for _ in 0..<pace.concurrency.value { try begin() }
                while let (call, result) = try await group.next() {
                    try log?.append(result, of: call)
                    // The line is drawn anew below what is printed.
                    if world.isOutputTerminal { world.progress.finish() }
                    world.write(String(decoding: result.line(call.row), as: UTF8.self))
                    tally.add(result, line: call.row.line)
                    // Nobody sees any more what is changed.
                    if world.output.failure != nil { tally.isStopped = true }
                    world.progress.update(operation.id, done: tally.count, total: rows.count)
                    try begin()
                }
            }
        } onCancel: {
            world.log.warning("interrupted: waiting for what is under way; again to stop at once")
        }
        world.progress.finish()
        return report(tally)
    }

    private static func result(of operation: APIOperation, _ token: Secret?, _ session: APISession) async -> EachResult
    {
        do throws(APIError) {
            return EachResult(try await session.client.response(to: operation).masking(token))
        } catch {
            return EachResult(error)
        }
    }

    /// Says what came of it all.
    private func report(_ tally: EachTally) -> ExitStatus {
        for failure in tally.failures.sorted(by: { $0.line < $1.line }).prefix(Self.mostListed) {
            world.log.warning("line \(failure.line): \(failure.problem)")
        }
        if tally.failures.count > Self.mostListed {
            world.log.warning("and \(tally.failures.count - Self.mostListed) failures more")
        }
        let before = inputs - rows.count
        let parts = [
            "\(tally.count - tally.failures.count) of \(count(inputs)) done",
            before > 0 ? "\(before) before" : "",
            tally.failures.isEmpty ? "" : "\(tally.failures.count) failed",
            tally.count < rows.count ? "\(rows.count - tally.count) not tried" : "",
        ]
        world.log.info("\(operation.id): \(parts.filter { !$0.isEmpty }.joined(separator: ", "))")
        if Task.isCancelled { return .interrupted }
        if tally.isRefused {
            world.log.error("the API refuses the access token", fix: "see 'flowbook auth status'")
            return .authentication
        }
        return tally.failures.isEmpty && tally.count == rows.count ? .done : .incomplete
    }

    private static let mostListed = 20

    private func count(_ number: Int) -> String { number == 1 ? "1 input" : "\(number) inputs" }
}

/// What has come of the calls so far.
private struct EachTally {
    private(set) var count = 0
    private(set) var failures: [(line: Int, problem: String)] = []
    private(set) var isRefused = false
    /// Whether no more are to be begun.
    var isStopped = false

    mutating func add(_ result: EachResult, line: Int) {
        count += 1
        if let problem = result.problem { failures.append((line, problem)) }
        if result.isRefused { (isRefused, isStopped) = (true, true) }
    }
}
