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
    /// The syntax tree; nil only while it is taken apart.
    private let root: Mutex<Node?>
    private let symbols: Symbols
    /// The members of a document's object that the expression can touch; nil for the whole document.
    private let members: [String]?
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
            let root: Node
            (root, symbols, members, isDeep) = try StackGuard.run { stack in
                let (root, symbols, depth) = try Compiler.compile(source, stack: stack)
                let isDeep = depth > Parser.shallowDepthLimit
                let members = isDeep ? nil : try RootMembers.find(root, symbols, stack)?.sorted()
                return (root, symbols, members, isDeep)
            }
            self.root = Mutex(root)
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
                guard let root = root.withLock({ $0 }) else { return nil }
                return try evaluator.run(root)
            }
        } catch {
            throw JSONataError(any: error)
        }
    }

    /// Evaluates the expression on a document's bytes, of which only the members of its object are read that the
    /// expression can touch; the rest is checked to be JSON and skipped.
    ///
    /// - Parameters:
    ///   - document: one JSON text in UTF-8.
    ///   - bindings: values of variables, by their names without the dollar sign.
    ///   - limits: what the evaluation may use.
    ///   - host: the present time, chance and a clock.
    /// - Returns: the result; nil where there is none, or where it is a function.
    /// - Throws: `JSONError` where the bytes are not JSON, else `JSONataError`.
    public func evaluate(
        document: UnsafeRawBufferPointer, bindings: [String: JSONValue] = [:], limits: JSONataLimits = JSONataLimits(),
        host: JSONataHost
    ) throws -> JSONValue? {
        let indexer = JSONIndexer()
        defer { withExtendedLifetime(indexer) {} }
        var cursor = try indexer.index(document)
        let input = try read(&cursor)
        try cursor.end()
        return try evaluate(input, bindings: bindings, limits: limits, host: host)
    }

    /// Reads the value at a cursor as far as the expression can touch it, to be given to `evaluate`; takes the cursor past
    /// it.
    ///
    /// - Parameter cursor: stands before a value of a document whose indexer the caller keeps for many documents.
    /// - Returns: the value; an object without the members that the expression cannot touch.
    /// - Throws: where the value is not JSON, also in what is skipped.
    public func read(_ cursor: inout JSONCursor) throws(JSONError) -> JSONValue {
        guard let members, cursor.isAtObject else { return try JSONValue(reading: &cursor) }
        var found = JSONObject()
        if try cursor.enterObject() {
            repeat {
                let key = try cursor.key()
                if let name = members.first(where: { cursor.reads(key, as: $0) }) {
                    found[name] = try JSONValue(reading: &cursor)
                } else {
                    try cursor.skip()
                }
            } while try cursor.continueObject()
        }
        return .object(found)
    }

    deinit {
        // The last reference to a deep tree has to go on a large stack. There is nothing to throw here.
        if isDeep { try? StackGuard.onLargeStack { root.withLock { $0 = nil } } }
    }

    /// The names of the standard functions, without the dollar sign, in alphabetical order.
    public static var functions: [String] { NativeFunction.named.keys.sorted() }

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

extension JSONCursor {
    /// Whether a key's text, its escapes resolved, is a name.
    fileprivate func reads(_ key: JSONText, as name: String) -> Bool {
        let bytes = UnsafeBufferPointer(start: base + Int(key.start), count: key.count)
        if mayHaveEscapes, bytes.contains(UInt8(ascii: "\\")) { return text(key).isSameText(as: name) }
        return bytes.count == name.utf8.count && bytes.elementsEqual(name.utf8)
    }
}

/// What one evaluation may use before it is stopped.
///
/// The language can loop and recurse without end, so an evaluation of an expression that came from elsewhere needs all
/// three. Whatever they are, deep recursion never overflows the native stack, and a regular expression runs in time
/// linear in its text, or within a fixed number of steps where it has back-references.
public struct JSONataLimits: Sendable {
    /// How deep expressions may nest while they are evaluated; code `D1011` beyond. Tail calls do not nest.
    public var depth: Int
    /// How long an evaluation may take by the host's clock; code `D1012` beyond. Nil for no limit.
    public var time: Duration?
    /// How many values a sequence, or UTF-8 bytes a string, may hold; code `D2015` beyond.
    public var sequence: Int

    public init(depth: Int = 100_000, time: Duration? = .seconds(30), sequence: Int = 10_000_000) {
        self.depth = depth
        self.time = time
        self.sequence = sequence
    }
}

/// What an evaluation asks of its surroundings: the present time, chance and a clock for the time limit.
public struct JSONataHost: Sendable {
    /// What `$now()` and `$millis()` return during the whole evaluation, in milliseconds since 1970-01-01 UTC.
    public var now: Int64
    /// Where `$random()` and `$shuffle()` take their numbers; each evaluation starts from a copy.
    public var random: any RandomNumberGenerator & Sendable
    /// What the time limit is measured by.
    public var clock: any Clock<Duration>

    public init(now: Int64, random: any RandomNumberGenerator & Sendable, clock: any Clock<Duration>) {
        self.now = now
        self.random = random
        self.clock = clock
    }
}
