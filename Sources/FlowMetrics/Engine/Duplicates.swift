import FlowModel
import FlowTime

/// Finds copies of one execution among the records of a source, and which of them counts.
///
/// Of two copies the one with the later `updated_at` counts, a missing one being earliest, and of equal ones the one read
/// last.
struct Duplicates: Sendable {
    private var sightings: [Sighting] = []

    private struct Sighting {
        /// Two independent hashes of the id: no two ids of any data share both.
        let first: UInt64
        let second: UInt64
        let updatedAt: Instant
        let position: Int
    }

    /// Notes a record. Its position grows in the order of reading, and tells the record in a second pass.
    mutating func add(_ execution: borrowing FlowExecution, position: Int, zone: ZoneTable) {
        let id = UnsafeRawBufferPointer(execution.utf8(execution.id))
        sightings.append(
            Sighting(
                first: Self.hash(id, seed: 1), second: Self.hash(id, seed: 2),
                updatedAt: execution.updatedAt.instant(in: zone) ?? .distantPast, position: position))
    }

    mutating func merge(_ other: Duplicates) {
        sightings.append(contentsOf: other.sightings)
    }

    private static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt8) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(seed)
        hasher.combine(bytes: bytes)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }

    /// Which copies do not count; empty where every id stands once.
    func dropped() -> DroppedCopies {
        guard hasRepeatedHash() else { return DroppedCopies() }
        var best: [Key: Sighting] = [:]
        var dropped = DroppedCopies()
        for sighting in sightings {
            let key = Key(first: sighting.first, second: sighting.second)
            guard let rival = best[key] else {
                best[key] = sighting
                continue
            }
            let counts = (sighting.updatedAt, sighting.position) > (rival.updatedAt, rival.position)
            if counts { best[key] = sighting }
            dropped.drop(
                counts ? rival.position : sighting.position,
                inFavourOf: counts ? sighting.position : rival.position)
        }
        return dropped
    }

    private struct Key: Hashable {
        let first: UInt64
        let second: UInt64
    }

    /// A quick test for the usual case, by the first hashes alone.
    private func hasRepeatedHash() -> Bool {
        var seen = Set<UInt64>(minimumCapacity: sightings.count)
        return !sightings.allSatisfy { seen.insert($0.first).inserted }
    }
}

/// The copies of executions that do not count, by position.
struct DroppedCopies: Sendable {
    private var positions: Set<Int> = []
    /// How many copies were dropped in favour of each record that counts.
    private var counts: [Int: Int] = [:]

    var isEmpty: Bool { positions.isEmpty }

    func contains(_ position: Int) -> Bool {
        positions.contains(position)
    }

    /// How many copies were dropped in favour of the record at a position.
    func count(for position: Int) -> Int {
        counts[position] ?? 0
    }

    mutating func drop(_ copy: Int, inFavourOf other: Int) {
        positions.insert(copy)
        counts[other, default: 0] += 1 + (counts.removeValue(forKey: copy) ?? 0)
    }
}
