import FlowIO
import FlowTables
import Testing

@testable import FlowRenderers

/// The parts of a workbook, unpacked, with a few questions that tests ask of them.
struct UnpackedWorkbook {
    private(set) var parts: [String: String] = [:]
    let bytes: [UInt8]
    let warnings: [ReportWarning]

    /// Renders a report and unpacks the result.
    init(
        _ report: Report, words: Words = .english, limits: SheetLimits = .excel
    ) throws {
        var bytes: [UInt8] = []
        let sink = ByteSink(name: "memory") { bytes += $0 }
        let renderer = XLSXRenderer(options: RenderOptions(), limits: limits)
        warnings = try renderer.render(report.worded(in: words), to: sink)
        self.bytes = bytes
        parts = try Self.unpack(bytes)
    }

    /// A part by its path in the package.
    func part(_ path: String) throws -> String {
        try #require(parts[path], "no part \(path) among \(parts.keys.sorted())")
    }

    /// The XML of a sheet, counted from 1.
    func sheet(_ number: Int) throws -> String {
        try part("xl/worksheets/sheet\(number).xml")
    }

    /// The names of the sheets in order.
    var sheetNames: [String] {
        get throws { try part("xl/workbook.xml").matches(of: /<sheet name="([^"]*)"/).map { String($0.output.1) } }
    }

    /// One cell's element: `<c r="B2" s="3"><v>1234</v></c>`; nil where the sheet has none.
    func cell(_ reference: String, sheet number: Int = 1) throws -> String? {
        let sheet = try sheet(number)
        guard let start = sheet.firstRange(of: "<c r=\"\(reference)\"") else { return nil }
        let rest = sheet[start.lowerBound...]
        let end = try #require(rest.firstRange(of: ">"))
        if rest[..<end.upperBound].hasSuffix("/>") { return String(rest[..<end.upperBound]) }
        return String(rest[..<(try #require(rest.firstRange(of: "</c>")).upperBound)])
    }

    /// The text between the tags of a cell's value or inline string, still escaped.
    func value(_ reference: String, sheet number: Int = 1) throws -> String? {
        guard let cell = try cell(reference, sheet: number) else { return nil }
        if let text = cell.firstMatch(of: /<t[^>]*>(.*)<\/t>/.dotMatchesNewlines()) { return String(text.output.1) }
        guard let value = cell.firstMatch(of: /<v>(.*)<\/v>/) else { return nil }
        guard cell.contains("t=\"s\""), let index = Int(value.output.1) else { return String(value.output.1) }
        return try sharedString(index)
    }

    /// The number format of a cell.
    func format(_ reference: String, sheet number: Int = 1) throws -> String {
        let cell = try #require(try cell(reference, sheet: number))
        let style = try #require(Int(cell.firstMatch(of: /s="([0-9]+)"/)?.output.1 ?? ""))
        let styles = try part("xl/styles.xml")
        let cellFormats = try #require(styles.firstMatch(of: /<cellXfs.*?<\/cellXfs>/)).output
        let formats = cellFormats.matches(of: /<xf numFmtId="([0-9]+)"/).map { String($0.output.1) }
        let id = formats[style]
        let own = styles.matches(of: /<numFmt numFmtId="([0-9]+)" formatCode="([^"]*)"/)
        if let code = own.first(where: { $0.output.1 == id }) { return String(code.output.2) }
        let builtIn = ["0": "General", "1": "0", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%"]
        return builtIn[id] ?? id
    }

    private func sharedString(_ index: Int) throws -> String {
        let strings = try part("xl/sharedStrings.xml").matches(of: /<t[^>]*>([^<]*)<\/t>/).map { String($0.output.1) }
        return strings[index]
    }

    private static func unpack(_ bytes: [UInt8]) throws -> [String: String] {
        var parts: [String: String] = [:]
        var offset = 0
        while bytes[offset...].starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            func number(_ place: Int, _ count: Int) -> Int {
                (0..<count).reversed().reduce(0) { $0 << 8 | Int(bytes[offset + place + $1]) }
            }
            let nameStart = offset + 30
            let start = nameStart + number(26, 2) + number(28, 2)
            let end = start + number(18, 4)
            let name = String(decoding: bytes[nameStart..<(nameStart + number(26, 2))], as: UTF8.self)
            parts[name] = try inflated(Array(bytes[start..<end]), count: number(22, 4))
            offset = end
        }
        return parts
    }

    private static func inflated(_ packed: [UInt8], count: Int) throws -> String {
        var unpacked: [UInt8] = []
        let inflater = Inflater(.raw)
        _ = try packed.withUnsafeBytes { try inflater.inflate($0) { unpacked += $0 } }
        try #require(unpacked.count == count && (inflater.isAtEnd || count == 0))
        return String(decoding: unpacked, as: UTF8.self)
    }
}
