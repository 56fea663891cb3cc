import Foundation

/// Tells how much of a thread's stack recursion may still use.
///
/// Parsing and evaluating recurse as deep as expressions nest, and may be called on threads with little stack. A piece
/// of work therefore starts on the calling thread with a small allowance; when that is used up it is begun again from its
/// start on a thread with a large stack, where using it up is an error. Work must have no effects for that to be sound.
struct StackGuard {
    /// What the work may use of the stack that it was called on, in bytes.
    private static let shallowAllowance = 160 << 10
    private static let largeStack = 512 << 20
    /// What must remain below the limit for the calls between two checks.
    private static let reserve = 64 << 10

    private let limit: UInt
    /// Whether this is the calling thread, with its small allowance.
    let isShallow: Bool

    private init(allowance: Int, isShallow: Bool) {
        limit = Self.place() - UInt(allowance)
        self.isShallow = isShallow
    }

    /// Throws where the allowance is used up.
    @inline(__always)
    func check() throws {
        if Self.place() < limit { try fail() }
    }

    private func fail() throws {
        if isShallow { throw StackExhausted() }
        throw JSONataError("D1011")
    }

    /// About where the stack ends now: it grows downwards on every platform that Swift runs on.
    @inline(__always)
    private static func place() -> UInt {
        var local: UInt8 = 0
        return withUnsafeMutablePointer(to: &local) { UInt(bitPattern: $0) }
    }

    /// Does a piece of work here or, if it needs more stack than a caller can be trusted to have, on a large one.
    ///
    /// What is known to be deep begins on the large stack at once.
    static func run<Result>(isKnownDeep: Bool = false, _ work: (StackGuard) throws -> Result) throws -> Result {
        if !isKnownDeep {
            do {
                return try work(StackGuard(allowance: shallowAllowance, isShallow: true))
            } catch is StackExhausted {}
        }
        return try onLargeStack { try work(StackGuard(allowance: largeStack - reserve - (64 << 10), isShallow: false)) }
    }

    /// Does a piece of work on a thread of its own while this one waits for it.
    static func onLargeStack<Result>(_ work: () throws -> Result) throws -> Result {
        try withoutActuallyEscaping(work) { work in
            let job = Job(work)
            let thread = Thread { job.run() }
            thread.stackSize = largeStack
            thread.start()
            return try job.wait()
        }
    }

    /// Carries work to another thread and its result back.
    ///
    /// Unchecked, because the caller waits while the other thread works, so that no two threads use its parts at a time:
    /// the semaphore orders what one does before what the other does.
    private final class Job<Result>: @unchecked Sendable {
        private var work: (() throws -> Result)?
        private var result: Swift.Result<Result, any Error>?
        private let done = DispatchSemaphore(value: 0)

        init(_ work: @escaping () throws -> Result) { self.work = work }

        func run() {
            if let work { result = Swift.Result(catching: work) }
            work = nil
            done.signal()
        }

        func wait() throws -> Result {
            done.wait()
            guard let result else { throw JSONataError("D1011") }
            return try result.get()
        }
    }
}
