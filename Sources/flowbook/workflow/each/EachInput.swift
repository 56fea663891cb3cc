import FlowIO
import FlowJSON
import FlowModel
import FlowOperations

/// The inputs of many calls: a file of CSV, JSON Lines or a JSON array, packed by gzip or not.
enum EachInput {
    /// Reads a file, or standard input for `-`.
    ///
    /// - Returns: the inputs in the order of the file.
    /// - Throws: `FileError`, and `UsageError` for what holds no inputs.
    static func rows(_ path: String, _ world: World) throws -> [InputRow] {
        let input = try ByteInput.open(path, input: world.inputDescriptor, temporaryFolder: world.temporaryFolder)
        let bytes = try input.contents()
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        let rows =
            switch text.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) {
            case UInt8(ascii: "{")?: try lines(text, input.name)
            case UInt8(ascii: "[")?: try array(text, input.name)
            default: try table(text, input.name)
            }
        guard !rows.isEmpty else {
            throw UsageError(what: "\(input.name) holds no inputs", fix: "give a line for each call")
        }
        return rows
    }

    private static func lines(_ text: [UInt8], _ name: String) throws -> [InputRow] {
        var rows: [InputRow] = []
        for (number, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            guard line.contains(where: { ![0x20, 0x09, 0x0D].contains($0) }) else { continue }
            guard let members = (try? JSONValue(parsing: Array(line)))?.objectValue else {
                throw problem("line \(number + 1) of \(name) is no JSON object")
            }
            rows.append(InputRow(line: number + 1, members: members))
        }
        return rows
    }

    private static func array(_ text: [UInt8], _ name: String) throws -> [InputRow] {
        let elements = (try? JSONValue(parsing: text))?.arrayValue ?? []
        let rows = elements.enumerated().compactMap { place, element in
            element.objectValue.map { InputRow(line: place + 1, members: $0) }
        }
        guard !rows.isEmpty, rows.count == elements.count else { throw problem("\(name) is no list of JSON objects") }
        return rows
    }

    private static func table(_ text: [UInt8], _ name: String) throws -> [InputRow] {
        guard let string = String(validating: text, as: UTF8.self) else { throw problem("\(name) is not UTF-8") }
        let table: DelimitedText
        do throws(DelimitedText.Fault) { table = try DelimitedText(string) } catch {
            throw problem("\(name): \(error.what)")
        }
        let columns = table.header.map(\.trimmedOrNil)
        let names = columns.compactMap(\.self)
        if let name = names.first(where: { name in names.count { $0 == name } > 1 }) {
            throw problem("the column \(name) comes more than once")
        }
        return try table.records.map { record in
            guard record.fields.count <= columns.count else {
                throw problem("line \(record.line) of \(name) has more fields than the first")
            }
            let cells = zip(columns, record.fields).compactMap { column, cell in
                column.map { (key: $0, value: JSONValue.string(cell)) }
            }
            return InputRow(line: record.line, members: JSONObject(cells))
        }
    }

    private static func problem(_ what: String) -> UsageError {
        UsageError(what: what, fix: "give --each CSV with a header, or a JSON object a line")
    }
}
