import FlowTime

/// Numbers as the file format spells them, so that every double comes back unchanged.
enum CellNumber {
    /// Appends `value` in the fewest digits that name this double alone.
    ///
    /// The value must be finite, as every number of a table is.
    static func append(_ value: Double, to bytes: inout [UInt8]) {
        if let whole = Int64(exactly: value), whole.magnitude < 1 << 53 {
            DecimalText.append(whole, to: &bytes)
        } else {
            bytes.append(contentsOf: value.description.utf8)
        }
    }
}

/// Instants and days as Excel counts them: in days, of which 25,569 is 1970-01-01.
enum ExcelDate {
    private static let epoch = 25_569
    /// 1900-03-01. Before it Excel counts a day that never was.
    private static let first = 61
    /// The day after 9999-12-31.
    private static let end = 2_958_466

    /// The day and the part of it on a wall clock `offset` seconds east of UTC; nil before 1900-03-01 and after 9999.
    ///
    /// The instant is in milliseconds since 1970-01-01T00:00:00Z.
    static func serial(_ instant: Instant, offset: Int) -> Double? {
        let (days, milliseconds) = InstantText.split(instant + offset * .second)
        guard let day = serial(day: days) else { return nil }
        return Double(day) + Double(milliseconds) / 86_400_000
    }

    /// The same for a day counted from 1970-01-01.
    static func serial(day: Int) -> Int? {
        let serial = day + epoch
        return (first..<end).contains(serial) ? serial : nil
    }
}
