/// The lines of a JSON Lines file, parsed: read once, they serve any number of reports.
package struct ReferenceLines: Sendable {
    /// The objects that have an id, in the order of the file.
    let records: [(id: Text, value: JSONValue)]
    /// Lines that are not JSON, not UTF-8, no object or have no id.
    let malformed: Int

    /// Reads the whole file. A line of white space alone is no record and no defect.
    package init(_ bytes: [UInt8]) {
        var records: [(id: Text, value: JSONValue)] = []
        var malformed = 0
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: true) {
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
            if let value = JSONReader.read(Array(line)), value.isObject, let id = value["id"]?.id {
                records.append((id, value))
            } else {
                malformed += 1
            }
        }
        self.records = records
        self.malformed = malformed
    }
}
