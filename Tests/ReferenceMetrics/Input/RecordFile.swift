/// The executions of a JSON Lines file, each id once, as a time zone has their dates.
package struct RecordFile {
    /// The clock of the zone.
    let clock: ZoneClock
    /// The copy that wins of each id, by id.
    var executions: [ExecutionRecord] = []
    /// How many copies of an id were dropped.
    var dropped: [Text: Int] = [:]
    /// Lines that are no records.
    var malformedLines: Int

    /// Decodes every copy and keeps the one that wins; read once, it serves any number of reports of its zone.
    package init(lines: ReferenceLines, timeZone: String) {
        clock = ZoneClock(timeZone)
        let decoder = RecordDecoder(clock: clock)
        malformedLines = lines.malformed
        var winners: [Text: ExecutionRecord] = [:]
        for (id, value) in lines.records {
            let record = decoder.execution(value, id: id)
            if let other = winners[id] {
                dropped[id, default: 0] += 1
                // Without `updated_at` a copy is the earliest; of equal ones the one read last wins.
                let isEarlier = (record.updatedAt ?? Int64.min) < (other.updatedAt ?? Int64.min)
                if isEarlier { continue }
            }
            winners[id] = record
        }
        executions = winners.values.sorted { $0.id < $1.id }
    }
}
