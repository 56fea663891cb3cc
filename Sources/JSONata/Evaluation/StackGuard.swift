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
        limit = Self.address() - UInt(allowance)
        self.isShallow = isShallow
    }

    /// Throws where the allowance is used up.
    @inline(__always)
    func check() throws {
        if Self.address() < limit { try fail() }
    }

    private func fail() throws {
        if isShallow { throw StackExhausted() }
        throw JSONataError("D1011")
    }

    /// About where the stack ends now: it grows downwards on every platform that Swift runs on.
    @inline(__always)
    private static func address() -> UInt {
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
    ///
    /// What both threads touch needs no lock, because the caller waits while the other thread works: the semaphore orders
    /// what one does before what the other does.
    static func onLargeStack<Result>(_ work: () throws -> Result) throws -> Result {
        try withoutActuallyEscaping(work) { work in
            nonisolated(unsafe) var pending: (() throws -> Result)? = work
            nonisolated(unsafe) var outcome: Swift.Result<Result, any Error>?
            let done = DispatchSemaphore(value: 0)
            let thread = Thread {
                if let work = pending { outcome = Swift.Result(catching: work) }
                pending = nil
                done.signal()
            }
            thread.stackSize = largeStack
            thread.start()
            done.wait()
            guard let outcome else { throw JSONataError("D1011") }
            return try outcome.get()
        }
    }
}
