/// The executions of a JSON Lines file, each id once.
struct RecordFile {
    /// The copy that wins of each id, by id.
    var executions: [ExecutionRecord] = []
    /// How many copies of an id were dropped.
    var dropped: [Text: Int] = [:]
    /// Lines that are not JSON, not UTF-8, no object or have no id.
    var malformedLines = 0

    /// Reads the whole file. A line of white space alone is no record and no defect.
    init(lines: [UInt8], decoder: RecordDecoder) {
        var winners: [Text: ExecutionRecord] = [:]
        for line in lines.split(separator: 0x0A, omittingEmptySubsequences: true) {
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
            guard let value = JSONReader.read(Array(line)), value.isObject, let id = RecordDecoder.id(of: value) else {
                malformedLines += 1
                continue
            }
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
