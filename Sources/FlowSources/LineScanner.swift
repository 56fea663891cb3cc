import CJSONIndex
import FlowIO
import FlowModel

/// Reads the lines that start within one part of an input, through a buffer that grows to the longest line.
struct LineScanner: ~Copyable {
    /// How much is read at a time; no size changes what the lines are.
    struct Window: Sendable {
        /// Large enough to make reading cheap, small enough to stay in a core's cache.
        var part = 1 << 18
        /// Read beyond a part's end so that its last line is usually whole.
        var beyond = 16 << 10
        /// Read more of a line that goes on.
        var refill = 256 << 10
    }

    private let input: ByteInput
    private let window: Window
    private var buffer: UnsafeMutableRawBufferPointer

    init(_ input: ByteInput, window: Window = Window()) {
        self.input = input
        self.window = window
        buffer = .allocate(byteCount: window.part + window.refill, alignment: 64)
    }

    deinit {
        buffer.deallocate()
    }

    static func partCount(_ input: ByteInput, window: Window = Window()) -> Int {
        (input.count + window.part - 1) / window.part
    }

    /// Calls `body` with each line that starts in the part, its offset in the input, and whether a backslash stands in it.
    /// A line's bytes are valid during the call.
    mutating func scan(
        part: Int, _ body: (UnsafeRawBufferPointer, _ offset: Int, _ mayHaveEscapes: Bool) throws -> Void
    ) throws {
        let end = min((part + 1) * window.part, input.count)
        // A line belongs to the part in which it starts: one byte back tells whether one starts here.
        var start = max(part * window.part - 1, 0)
        var filled = try fill(from: start, keeping: 0, upTo: end + window.beyond - start)
        var place = 0
        var isSkipping = part > 0
        // What is known of a line that goes on beyond the buffer: so many bytes, and whether a backslash stands in them.
        var seen = 0
        var hadBackslash = false
        while start + place < end {
            var hasBackslash = false
            let rest = UnsafeRawBufferPointer(rebasing: buffer[(place + seen)..<filled])
            let length = seen + json_line_length(rest.bytes, rest.count, &hasBackslash)
            hasBackslash = hasBackslash || hadBackslash
            if place + length == filled, start + filled < input.count {
                // Nobody will ask for the beginning of a line of an earlier part.
                let kept = isSkipping ? 0 : length
                buffer.copyMemory(to: 0, from: filled - kept, count: kept)
                start += filled - kept
                place = 0
                seen = kept
                hadBackslash = hasBackslash
                filled = try fill(from: start, keeping: kept, upTo: kept + window.refill)
                // Someone cut the file short while it was read.
                guard filled > kept else { throw FileError.unreadable(path: input.name, reason: "it became shorter") }
                continue
            }
            let line = UnsafeRawBufferPointer(rebasing: buffer[place..<(place + length)])
            if !isSkipping { try body(line, start + place, hasBackslash) }
            isSkipping = false
            seen = 0
            hadBackslash = false
            place += length + 1
        }
    }

    /// Fills the buffer after its first `kept` bytes up to `wanted` bytes that stand at `start` in the input.
    private mutating func fill(from start: Int, keeping kept: Int, upTo wanted: Int) throws -> Int {
        if wanted > buffer.count {
            let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: wanted * 2, alignment: 64)
            larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<kept]))
            buffer.deallocate()
            buffer = larger
        }
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer[kept..<wanted])
        return kept + (try input.read(into: room, at: start + kept))
    }
}

extension UnsafeRawBufferPointer {
    fileprivate var bytes: UnsafePointer<UInt8>? { baseAddress?.assumingMemoryBound(to: UInt8.self) }
}

extension UnsafeMutableRawBufferPointer {
    fileprivate func copyMemory(to target: Int, from source: Int, count: Int) {
        guard let base = baseAddress else { return }
        (base + target).copyMemory(from: base + source, byteCount: count)
    }
}
