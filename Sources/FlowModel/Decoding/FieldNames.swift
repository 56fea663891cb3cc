import FlowJSON

/// Tells which field of an object a key names, fastest where objects repeat their keys in one order.
///
/// Records of one API spell their keys in the same order nearly every time, so the key seen last at a place is tried
/// first: at most three eight-byte comparisons. Any other key is looked up.
struct FieldNames<Field>: ~Copyable {
    private let known: [Entry]
    /// The keys that are too long for an entry.
    private let longNames: [(name: String, field: Field)]
    /// What stood at each place of the object before; `placeLimit` entries.
    private let expected: UnsafeMutablePointer<Entry>

    /// A key of up to 24 bytes: the first eight, the eight after them and the last eight overlap and miss none.
    private struct Key: Equatable {
        var length: UInt32 = 0
        var head: UInt64 = 0
        var middle: UInt64 = 0
        var tail: UInt64 = 0
    }

    private struct Entry {
        var key = Key()
        var field: Field?
    }

    private static var placeLimit: Int { 64 }
    private static var lengthLimit: Int { 24 }

    /// Takes the key of each field, and tells which fields to know at all.
    init(_ names: KeyValuePairs<String, Field>, where isWanted: (Field) -> Bool = { _ in true }) {
        let wanted = names.filter { isWanted($0.value) }
        known = wanted.filter { $0.key.utf8.count <= Self.lengthLimit }.map { name, field in
            Array(name.utf8).withUnsafeBytes { Entry(key: Self.slowKey($0), field: field) }
        }
        longNames = wanted.filter { $0.key.utf8.count > Self.lengthLimit }.map { ($0.key, $0.value) }
        expected = .allocate(capacity: Self.placeLimit)
        expected.initialize(repeating: Entry(), count: Self.placeLimit)
    }

    deinit {
        expected.deinitialize(count: Self.placeLimit)
        expected.deallocate()
    }

    /// The field of a key, nil for one that is none of them; `place` tells how many keys of the object came before.
    @inline(__always)
    func field(_ text: JSONText, at place: Int, in cursor: borrowing JSONCursor) -> Field? {
        let length = text.count
        let start = UnsafeRawPointer(cursor.base) + Int(text.start)
        // A key is followed by a quote, a colon and a value, yet the shortest documents end within eight bytes.
        guard length <= Self.lengthLimit, Int(text.start) + 16 <= cursor.count, place < Self.placeLimit,
            !cursor.mayHaveEscapes
        else { return slowField(start, length, cursor.mayHaveEscapes) }
        var key = Key(length: UInt32(length))
        key.head = start.loadUnaligned(as: UInt64.self)
        if length < 8 {
            key.head &= (1 << UInt64(length &* 8)) &- 1
        } else if length > 8 {
            key.tail = start.loadUnaligned(fromByteOffset: length &- 8, as: UInt64.self)
            if length > 16 { key.middle = start.loadUnaligned(fromByteOffset: 8, as: UInt64.self) }
        }
        if expected[place].key == key { return expected[place].field }
        return learn(key, at: place)
    }

    private func learn(_ key: Key, at place: Int) -> Field? {
        let field = known.first { $0.key == key }?.field
        expected[place] = Entry(key: key, field: field)
        return field
    }

    /// For long keys, for keys at the very end of a document, and for documents in which a key may be spelled with escapes.
    private func slowField(_ start: UnsafeRawPointer, _ length: Int, _ mayHaveEscapes: Bool) -> Field? {
        let raw = UnsafeRawBufferPointer(start: start, count: length)
        guard mayHaveEscapes, raw.contains(UInt8(ascii: "\\")) else { return lookUp(raw) }
        var resolved: [UInt8] = []
        JSONText.unescape(raw.assumingMemoryBound(to: UInt8.self), into: &resolved)
        return resolved.withUnsafeBytes { lookUp($0) }
    }

    private func lookUp(_ bytes: UnsafeRawBufferPointer) -> Field? {
        guard bytes.count <= Self.lengthLimit else {
            return longNames.first { $0.name.utf8.elementsEqual(bytes) }?.field
        }
        let key = Self.slowKey(bytes)
        return known.first { $0.key == key }?.field
    }

    private static func slowKey(_ bytes: UnsafeRawBufferPointer) -> Key {
        func word(_ range: Range<Int>) -> UInt64 {
            var word: UInt64 = 0
            for (index, byte) in bytes[range].enumerated() { word |= UInt64(byte) << UInt64(index * 8) }
            return UInt64(littleEndian: word)
        }
        let count = bytes.count
        return Key(
            length: UInt32(count), head: word(0..<min(8, count)), middle: count > 16 ? word(8..<16) : 0,
            tail: count > 8 ? word(count - 8..<count) : 0)
    }
}
