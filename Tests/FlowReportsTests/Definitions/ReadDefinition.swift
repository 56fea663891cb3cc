import FlowReports

/// A definition with two lines that are right, `report: r` and `sheets: [{metric: summary}]`, and others after them:
/// these begin on line 3.
func definition(with lines: String = "") throws -> ReportDefinition {
    try read("report: r\nsheets: [{metric: summary}]\n" + lines)
}

func read(_ text: String) throws -> ReportDefinition {
    try DefinitionReader.read(Array(text.utf8), file: "d.yaml")
}

/// Every mistake that the reader finds, each as a line `d.yaml:LINE:COLUMN: WHAT; FIX`; none for a right definition.
func mistakes(in text: String) -> [String] {
    mistakes(in: Array(text.utf8))
}

func mistakes(in bytes: [UInt8]) -> [String] {
    do throws(DefinitionFailure) {
        _ = try DefinitionReader.read(bytes, file: "d.yaml")
        return []
    } catch {
        guard case .invalid(let errors) = error else { return ["\(error)"] }
        return errors.map(\.description)
    }
}

/// The mistakes of lines after the two that are right.
func mistakes(with lines: String) -> [String] {
    mistakes(in: "report: r\nsheets: [{metric: summary}]\n" + lines)
}

/// The mistakes of a sheet, given as the inside of a flow mapping that begins on line 2, column 12.
func mistakes(ofSheet sheet: String) -> [String] {
    mistakes(in: "report: r\nsheets: [{\(sheet)}]\n")
}
