import FlowJSON
import Testing

/// Every way through a text that the module has, held against the plain validator.
struct Verdicts {
    private let indexer = JSONIndexer()

    /// Checks that skipping and parsing accept a text exactly when it is JSON.
    ///
    /// - Parameters:
    ///   - bytes: the text.
    ///   - expected: what is known about it; nil asks the plain validator.
    /// - Returns: whether the text is JSON.
    @discardableResult
    func check(_ bytes: [UInt8], expected: Bool? = nil) -> Bool {
        let depth = PlainValidator.depth(of: bytes)
        let isJSON = expected ?? (depth != nil)
        if isJSON != (depth != nil) { record("the plain validator", depth != nil, bytes) }
        bytes.withUnsafeBytes { check($0, isJSON, depth ?? 0, bytes) }
        return isJSON
    }

    /// The same for bytes at a place of memory that matters.
    func check(_ buffer: UnsafeRawBufferPointer, isJSON: Bool, depth: Int = 0) {
        check(buffer, isJSON, depth, Array(buffer))
    }

    private func check(_ buffer: UnsafeRawBufferPointer, _ isJSON: Bool, _ depth: Int, _ bytes: [UInt8]) {
        let isShallow = depth <= JSONValue.depthLimit
        for mayHaveEscapes in bytes.contains(UInt8(ascii: "\\")) ? [true] : [true, false] {
            let skips = accepts(buffer, mayHaveEscapes) { cursor throws(JSONError) in try cursor.skip() }
            if skips != isJSON { record("skip", skips, bytes) }
            let parses = accepts(buffer, mayHaveEscapes) { cursor throws(JSONError) in
                _ = try JSONValue(reading: &cursor)
            }
            if parses != (isJSON && isShallow) { record("parse", parses, bytes) }
        }
    }

    private func accepts(
        _ buffer: UnsafeRawBufferPointer, _ mayHaveEscapes: Bool,
        _ read: (inout JSONCursor) throws(JSONError) -> Void
    ) -> Bool {
        do throws(JSONError) {
            var cursor = try indexer.index(buffer, mayHaveEscapes: mayHaveEscapes)
            try read(&cursor)
            try cursor.end()
            return true
        } catch {
            return false
        }
    }

    private func record(_ who: String, _ accepted: Bool, _ bytes: [UInt8]) {
        let text = String(decoding: bytes.prefix(300), as: UTF8.self).debugDescription
        Issue.record("\(who) \(accepted ? "accepts" : "refuses") \(text) = \(bytes.prefix(300))")
    }
}
