import FlowIO
package import FlowModel

extension PeopleList {
    /// Reads a file, or standard input for `-`.
    ///
    /// - Throws: `FileError`, and `SourceError` where it is no list of people.
    package init(path: String, temporaryFolder: String) throws {
        let input = try ByteInput.open(path, temporaryFolder: temporaryFolder)
        do {
            try self.init(csv: String(decoding: try input.contents(), as: UTF8.self))
        } catch let fault as Fault {
            throw SourceError.noPeople(input.name, reason: fault.what)
        }
    }
}
