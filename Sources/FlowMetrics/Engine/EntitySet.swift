/// Counts distinct entity ids by 64-bit hashes of theirs: among ten million entities the chance that two share a hash, and
/// the count is one short, is one in 400,000.
struct EntitySet {
    private var slots: [UInt64] = Array(repeating: 0, count: 256)
    private(set) var count = 0

    mutating func insert(_ id: UnsafeBufferPointer<UInt8>) {
        guard !id.isEmpty else { return }
        insert(hash: Self.hash(id))
    }

    mutating func merge(_ other: EntitySet) {
        for hash in other.slots where hash != 0 { insert(hash: hash) }
    }

    private mutating func insert(hash: UInt64) {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            if slots[slot] == hash { return }
            slot = (slot + 1) & mask
        }
        slots[slot] = hash
        count += 1
        if count * 2 > slots.count { grow() }
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: 0, count: old.count * 2)
        let mask = slots.count - 1
        for hash in old where hash != 0 {
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = hash
        }
    }

    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
        return UInt64(bitPattern: Int64(hasher.finalize())) | 1
    }
}
