package import FlowJSON
import FlowTime

/// An organization as the files of a folder, written for people to read: a JSON array each, few lines a record.
///
/// `SandboxData` serves such a folder, and `executions.json` alone is a source of reports.
package enum SampleFiles {
    /// The organization that comes with the project: small enough to read, with everything that the reports show.
    package static let organization = SampleOrganization(seed: 2_026, executions: 200, asOf: 1_795_392_000_000)

    /// The names of the files and their contents.
    ///
    /// - Throws: `JSONError` never for an organization of this module; its records are JSON.
    package static func contents(
        of organization: SampleOrganization
    ) throws(JSONError) -> [(name: String, bytes: [UInt8])] {
        var executions: [JSONValue] = []
        for index in 0..<organization.executionCount {
            executions.append(try JSONValue(parsing: organization.execution(at: index)))
        }
        var entities: [JSONValue] = []
        for index in 0..<organization.entityCount {
            entities.append(try JSONValue(parsing: organization.entity(at: index)))
        }
        return [("entities.json", text(of: entities)), ("executions.json", text(of: executions))]
    }

    private static func text(of records: [JSONValue]) -> [UInt8] {
        var text = ReadableText()
        text.write(.array(records))
        return text.bytes + Array("\n".utf8)
    }
}
