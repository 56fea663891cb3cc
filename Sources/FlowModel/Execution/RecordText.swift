/// A string of one execution's record, as a place in its bytes; the record turns it into bytes or a `String`.
///
/// Most strings of a record are never looked at, so none is copied until someone asks.
public struct RecordText: Hashable, Sendable, BitwiseCopyable {
    @usableFromInline let start: UInt32
    @usableFromInline let count: UInt32

    @inlinable
    public init(start: UInt32, count: UInt32) {
        self.start = start
        self.count = count
    }

    /// The field is absent, null or no string.
    public static let missing = RecordText(start: .max, count: 0)

    @inlinable
    public var isMissing: Bool { start == .max }
    @inlinable
    public var isEmpty: Bool { count == 0 }

    /// Set in `start` for text that stands in the record's arena rather than in its bytes.
    @usableFromInline static let arenaBit: UInt32 = 1 << 31
}

/// Growing storage for a record's texts that do not stand in its bytes as they are: strings with escapes, compacted JSON.
public final class TextArena {
    public private(set) var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var count = 0

    public init() {
        capacity = 1_024
        base = .allocate(capacity: capacity)
    }

    deinit {
        base.deallocate()
    }

    public func clear() {
        count = 0
    }

    public func append(_ bytes: some Collection<UInt8>) -> RecordText {
        let length = bytes.count
        if count + length > capacity {
            let larger = max(capacity * 2, count + length)
            let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
            grown.update(from: base, count: count)
            base.deallocate()
            base = grown
            capacity = larger
        }
        _ = UnsafeMutableBufferPointer(start: base + count, count: length).update(fromContentsOf: bytes)
        defer { count += length }
        return RecordText(start: UInt32(count) | RecordText.arenaBit, count: UInt32(length))
    }
}
