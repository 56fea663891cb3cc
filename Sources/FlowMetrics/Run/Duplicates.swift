package import FlowModel

/// Finds copies of one execution among the records of a source, and which of them counts.
///
/// Of two copies the one with the later `updated_at` wins, a missing one being earliest, and of equal ones the one read
/// last (METRICS section 2).
package struct Duplicates: Sendable {
    private var sightings: [Sighting] = []

    private struct Sighting {
        /// Two independent hashes of the id: no two ids of any data share both.
        let first: UInt64
        let second: UInt64
        let updatedAt: Int64
        let position: Int
    }

    package init() {}

    /// Notes a record. Its position grows in the order of reading, and tells the record in a second pass.
    package mutating func add(_ execution: borrowing FlowExecution, position: Int, zone: ZoneTable) {
        let id = UnsafeRawBufferPointer(execution.utf8(execution.id))
        sightings.append(
            Sighting(
                first: Self.hash(id, seed: 1), second: Self.hash(id, seed: 2),
                updatedAt: execution.updatedAt.instant(in: zone) ?? .min, position: position))
    }

    package mutating func merge(_ other: Duplicates) {
        sightings.append(contentsOf: other.sightings)
    }

    private static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt8) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(seed)
        hasher.combine(bytes: bytes)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }

    /// The positions of the copies that do not count; empty where every id stands once.
    package func losers() -> Set<Int> {
        guard hasRepeatedHash() else { return [] }
        var best: [Key: Sighting] = [:]
        var losers: Set<Int> = []
        for sighting in sightings {
            let key = Key(first: sighting.first, second: sighting.second)
            guard let rival = best[key] else {
                best[key] = sighting
                continue
            }
            let wins = (sighting.updatedAt, sighting.position) > (rival.updatedAt, rival.position)
            losers.insert(wins ? rival.position : sighting.position)
            if wins { best[key] = sighting }
        }
        return losers
    }

    private struct Key: Hashable {
        let first: UInt64
        let second: UInt64
    }

    /// A quick test for the usual case: a table of the first hashes alone.
    private func hasRepeatedHash() -> Bool {
        var size = 16
        while size < sightings.count * 2 { size *= 2 }
        var slots = [UInt64](repeating: 0, count: size)
        for sighting in sightings {
            let hash = sighting.first | 1
            var slot = Int(truncatingIfNeeded: hash &* 0x9E37_79B9_7F4A_7C15 >> 20) & (size - 1)
            while slots[slot] != 0 {
                if slots[slot] == hash { return true }
                slot = (slot + 1) & (size - 1)
            }
            slots[slot] = hash
        }
        return false
    }
}
