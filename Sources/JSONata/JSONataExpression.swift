public import FlowJSON
import Synchronization

/// A parsed JSONata expression, to be evaluated any number of times, on several threads at once if need be.
///
/// Strings are compared and sorted by code units and numbers are doubles, as in the reference implementation. Objects keep
/// the order of their members, and whatever the expression passes on untouched keeps its exact numbers.
///
/// Parsing and evaluating use at most about 200 KB of the calling thread's stack: what needs more is begun again on a
/// thread with a large one, for which the caller waits.
public final class JSONataExpression: Sendable {
    /// The text that was parsed.
    public let source: String
    private let root: Node
    private let symbols: Symbols
    /// Whether the syntax tree is too deep to be taken apart on a small stack.
    private let isDeep: Bool
    /// Whether an evaluation has needed the large stack, so that the next one begins there.
    private let needsLargeStack = Atomic(false)

    /// Parses an expression.
    ///
    /// - Throws: `JSONataError` with a code that starts with `S` and the position.
    public init(parsing source: String) throws(JSONataError) {
        self.source = source
        do {
            (root, symbols, isDeep) = try StackGuard.run { stack in
                let (root, symbols, depth) = try Compiler.compile(source, stack: stack)
                return (root, symbols, depth > Parser.shallowDepthLimit)
            }
        } catch {
            throw JSONataError(any: error)
        }
    }

    /// Evaluates the expression.
    ///
    /// - Parameters:
    ///   - input: what the expression is evaluated on; nil for nothing at all, which is not the same as null.
    ///   - bindings: values of variables, by their names without the dollar sign. They hide functions of the same name.
    ///   - limits: what the evaluation may use.
    ///   - host: the present time, chance and a clock.
    /// - Returns: the result; nil where there is none, or where it is a function.
    /// - Throws: `JSONataError` with a code that starts with `T` or `D`, and the position where one is known.
    public func evaluate(
        _ input: JSONValue?, bindings: [String: JSONValue] = [:], limits: JSONataLimits = JSONataLimits(),
        host: JSONataHost
    ) throws(JSONataError) -> JSONValue? {
        let elapsed = Self.stopwatch(host.clock)
        let isKnownDeep = isDeep || needsLargeStack.load(ordering: .relaxed)
        do {
            return try StackGuard.run(isKnownDeep: isKnownDeep) { stack in
                if !stack.isShallow { needsLargeStack.store(true, ordering: .relaxed) }
                let evaluator = Evaluator(
                    symbols: symbols, input: input.map { Value($0) } ?? .nothing, bindings: bindings, limits: limits,
                    host: host, elapsed: elapsed, stack: stack)
                return try evaluator.run(root)
            }
        } catch {
            throw JSONataError(any: error)
        }
    }

    private static func stopwatch<C: Clock>(_ clock: C) -> () -> Duration where C.Duration == Duration {
        let start = clock.now
        return { start.duration(to: clock.now) }
    }
}

extension JSONataError {
    /// Any error of parsing or evaluating; only this type and the internal `StackExhausted` are ever thrown there.
    init(any error: any Error) {
        self = error as? JSONataError ?? JSONataError("D1011")
    }

    /// Every code that can be reported.
    public static var codes: [String] { ErrorCatalogue.codes }
}
