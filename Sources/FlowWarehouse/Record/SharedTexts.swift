import FlowModel
import GRDB
import GRDBSQLite

/// The texts that the records of a warehouse share, by their numbers: what the table `texts` holds.
package struct SharedTexts: Sendable {
    private(set) var bytes: [UInt8] = []
    /// Where each stands, by its number; 0 is for a text that is missing.
    private(set) var places: [RecordText] = [.missing]

    /// Places in the texts of a record are counted in 31 bits, of which most are for the record's own.
    private static let limit = 1 << 30

    package init() {}

    /// - Throws: also where the table is not as this program writes it.
    init(_ connection: OpaquePointer?) throws(DatabaseError) {
        let statement = try SQLStatement("SELECT number, text FROM texts ORDER BY number", connection)
        while try statement.step() {
            let text = statement.bytes(1)
            guard statement.integer(0) == places.count, bytes.count + text.count <= Self.limit else {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "its table of texts has gaps")
            }
            append(text)
        }
    }

    /// Adds a text.
    ///
    /// - Returns: its number.
    @discardableResult
    package mutating func append(_ text: some Collection<UInt8>) -> Int64 {
        places.append(RecordText(start: UInt32(bytes.count), count: UInt32(text.count)))
        bytes.append(contentsOf: text)
        return Int64(places.count - 1)
    }
}

/// Where a decoder keeps texts: the shared ones, and behind them those of the record at hand, so that the places of both are
/// counted from one beginning.
struct TextRoom: ~Copyable {
    let sharedCount: Int
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int

    init(_ texts: SharedTexts) {
        sharedCount = texts.bytes.count
        capacity = sharedCount + 4_096
        base = .allocate(capacity: capacity)
        for (index, byte) in texts.bytes.enumerated() { base[index] = byte }
    }

    deinit {
        base.deallocate()
    }

    /// Where places are counted from, until `place` is called.
    var start: UnsafePointer<UInt8> { UnsafePointer(base) }

    /// Puts the texts of a record behind the shared ones.
    mutating func place(_ texts: UnsafePointer<UInt8>, count: Int) {
        if sharedCount + count > capacity {
            capacity = sharedCount + count * 2
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
            larger.update(from: base, count: sharedCount)
            base.deallocate()
            base = larger
        }
        (base + sharedCount).update(from: texts, count: count)
    }
}
