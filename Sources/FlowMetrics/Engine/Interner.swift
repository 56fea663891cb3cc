import FlowModel

/// A string that an `Interner` knows, as a small number.
typealias Symbol = UInt32

/// Gives each distinct string a number, so that groups are found by comparing integers and each name is kept once.
///
/// Strings are told apart by their bytes. One worker owns an interner; workers are joined at the end by `mapping(of:)`.
final class Interner {
    private var table = InternerTable()

    /// The missing string's symbol.
    static let missing = Symbol.max

    /// By symbol.
    var strings: [String] { table.strings }

    func symbol(_ text: RecordText, of execution: borrowing FlowExecution) -> Symbol {
        text.isMissing ? Self.missing : table.symbol(execution.utf8(text))
    }

    func symbol(_ text: String) -> Symbol {
        var text = text
        return text.withUTF8 { table.symbol($0) }
    }

    func symbol(_ bytes: UnsafeBufferPointer<UInt8>) -> Symbol {
        table.symbol(bytes)
    }

    /// The string of a symbol; nil for the missing one.
    func string(_ symbol: Symbol) -> String? {
        symbol == Self.missing ? nil : table.strings[Int(symbol)]
    }

    /// Leads from the symbols of another interner to those of the same strings here.
    func mapping(of other: Interner) -> SymbolMapping {
        SymbolMapping(symbols: other.strings.map { symbol($0) })
    }
}

/// The strings with the hash table that finds them; a value, so that a look-up is one access to it.
private struct InternerTable {
    private(set) var strings: [String] = []
    private var hashes: [UInt64] = []
    /// Open addressing: a symbol plus one, 0 for an empty slot. A power of two long, at most half full.
    private var slots = [UInt32](repeating: 0, count: 256)

    mutating func symbol(_ bytes: UnsafeBufferPointer<UInt8>) -> Symbol {
        let hash = Self.hash(bytes)
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let symbol = slots[slot] - 1
            if hashes[Int(symbol)] == hash, Self.equal(strings[Int(symbol)], bytes) { return symbol }
            slot = (slot + 1) & mask
        }
        let symbol = Symbol(strings.count)
        strings.append(String(decoding: bytes, as: UTF8.self))
        hashes.append(hash)
        slots[slot] = symbol + 1
        if strings.count * 2 > slots.count { grow() }
        return symbol
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        let mask = slots.count - 1
        for (symbol, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(symbol + 1)
        }
    }

    /// Eight bytes at a time too.
    private static func equal(_ string: String, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var string = string
        return string.withUTF8 { utf8 in
            guard utf8.count == bytes.count else { return false }
            let (left, right) = (UnsafeRawBufferPointer(utf8), UnsafeRawBufferPointer(bytes))
            var offset = 0
            while offset + 8 <= left.count {
                let words = (
                    left.loadUnaligned(fromByteOffset: offset, as: UInt64.self),
                    right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                )
                guard words.0 == words.1 else { return false }
                offset += 8
            }
            while offset < left.count {
                guard left[offset] == right[offset] else { return false }
                offset += 1
            }
            return true
        }
    }

    /// Multiplies and folds eight bytes at a time; names of one organization are no adversary of a hash table.
    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
        var hash = UInt64(bytes.count) &* multiplier
        let raw = UnsafeRawBufferPointer(bytes)
        var offset = 0
        while offset + 8 <= raw.count {
            hash = (hash ^ raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) &* multiplier
            hash ^= hash >> 32
            offset += 8
        }
        var rest: UInt64 = 0
        while offset < raw.count {
            rest = rest << 8 | UInt64(raw[offset])
            offset += 1
        }
        hash = (hash ^ rest) &* multiplier
        return hash ^ (hash >> 29)
    }
}

/// Leads from the symbols of one interner to those of another.
struct SymbolMapping {
    private let symbols: [Symbol]

    fileprivate init(symbols: [Symbol]) {
        self.symbols = symbols
    }

    /// Leads from each symbol to itself.
    init(identityOf interner: Interner) {
        symbols = interner.strings.indices.map { Symbol($0) }
    }

    /// The missing string's symbol stays that.
    subscript(symbol: Symbol) -> Symbol {
        symbol == Interner.missing ? symbol : symbols[Int(symbol)]
    }
}
