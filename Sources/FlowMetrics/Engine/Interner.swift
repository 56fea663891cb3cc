import FlowModel

/// A string that an `Interner` knows, as a small number.
typealias Symbol = UInt32

/// Gives each distinct string a number, so that groups are found by comparing integers and each name is kept once.
///
/// Strings are told apart by their bytes. One worker owns an interner; workers are joined at the end by `mapping(of:)`.
final class Interner {
    // Only the methods here touch it, and none of them calls back: a check at each look-up could find nothing.
    @exclusivity(unchecked) private var table = InternerTable()

    /// The missing string's symbol.
    static let missing = Symbol.max

    /// How many strings it knows; their symbols are the numbers below.
    var count: Int { table.count }

    func symbol(_ text: RecordText, of execution: borrowing FlowExecution) -> Symbol {
        text.isMissing ? Self.missing : table.symbol(UnsafeRawBufferPointer(execution.utf8(text)))
    }

    func symbol(_ text: String) -> Symbol {
        var text = text
        return text.withUTF8 { table.symbol(UnsafeRawBufferPointer($0)) }
    }

    func symbol(_ bytes: UnsafeBufferPointer<UInt8>) -> Symbol {
        table.symbol(UnsafeRawBufferPointer(bytes))
    }

    /// The string of a symbol; nil for the missing one.
    func string(_ symbol: Symbol) -> String? {
        symbol == Self.missing ? nil : String(decoding: table.bytes(symbol), as: UTF8.self)
    }

    /// Leads from the symbols of another interner to those of the same strings here.
    func mapping(of other: Interner) -> SymbolMapping {
        SymbolMapping(symbols: (0..<other.count).map { table.symbol(other.table.bytes(Symbol($0))) })
    }
}

/// The strings with the hash table that finds them; a value, so that a look-up is one access to it.
///
/// Their bytes lie one after the other in memory of its own, so that comparing with one touches nothing that is counted.
private struct InternerTable: ~Copyable {
    private var known: [Entry] = []
    /// Open addressing: a symbol plus one, 0 for an empty slot. A power of two long, at most half full.
    private var slots = [UInt32](repeating: 0, count: 256)
    private var memory: UnsafeMutableRawBufferPointer
    private var used = 0

    /// Where the bytes of a string lie.
    private struct Entry {
        let hash: UInt64
        let start: Int
        let length: Int
    }

    init() {
        memory = .allocate(byteCount: 4_096, alignment: 8)
    }

    deinit {
        memory.deallocate()
    }

    var count: Int { known.count }

    /// The bytes of a string, until another one is added.
    func bytes(_ symbol: Symbol) -> UnsafeRawBufferPointer {
        let entry = known[Int(symbol)]
        return UnsafeRawBufferPointer(rebasing: memory[entry.start..<entry.start + entry.length])
    }

    mutating func symbol(_ bytes: UnsafeRawBufferPointer) -> Symbol {
        let hash = Self.hash(bytes)
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let symbol = slots[slot] - 1
            let entry = known[Int(symbol)]
            if entry.hash == hash, entry.length == bytes.count, isEqual(entry, bytes) { return symbol }
            slot = (slot + 1) & mask
        }
        let symbol = Symbol(known.count)
        add(bytes, hash)
        slots[slot] = symbol + 1
        if known.count * 2 > slots.count { grow() }
        return symbol
    }

    private mutating func add(_ bytes: UnsafeRawBufferPointer, _ hash: UInt64) {
        if used + bytes.count > memory.count {
            let larger = UnsafeMutableRawBufferPointer.allocate(
                byteCount: max(memory.count * 2, used + bytes.count), alignment: 8)
            larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<used]))
            memory.deallocate()
            memory = larger
        }
        UnsafeMutableRawBufferPointer(rebasing: memory[used...]).copyMemory(from: bytes)
        known.append(Entry(hash: hash, start: used, length: bytes.count))
        used += bytes.count
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        let mask = slots.count - 1
        for (symbol, entry) in known.enumerated() {
            var slot = Int(truncatingIfNeeded: entry.hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(symbol + 1)
        }
    }

    /// Eight bytes at a time; both are of one length.
    private func isEqual(_ entry: Entry, _ bytes: UnsafeRawBufferPointer) -> Bool {
        var offset = 0
        while offset + 8 <= bytes.count {
            let words = (
                memory.loadUnaligned(fromByteOffset: entry.start + offset, as: UInt64.self),
                bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            )
            guard words.0 == words.1 else { return false }
            offset += 8
        }
        while offset < bytes.count {
            guard memory[entry.start + offset] == bytes[offset] else { return false }
            offset += 1
        }
        return true
    }

    /// Multiplies and folds eight bytes at a time; names of one organization are no adversary of a hash table.
    private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
        var hash = UInt64(bytes.count) &* multiplier
        var offset = 0
        while offset + 8 <= bytes.count {
            hash = (hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) &* multiplier
            hash ^= hash >> 32
            offset += 8
        }
        var rest: UInt64 = 0
        while offset < bytes.count {
            rest = rest << 8 | UInt64(bytes[offset])
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
        symbols = (0..<interner.count).map { Symbol($0) }
    }

    /// The missing string's symbol stays that.
    subscript(symbol: Symbol) -> Symbol {
        symbol == Interner.missing ? symbol : symbols[Int(symbol)]
    }
}
