import Foundation
import ReferenceMetrics

/// 2024-11-15T12:00:00Z, the clock of the edge cases.
let noon: Int64 = 1_731_672_000_000

/// A report over a few lines.
func report(_ lines: [String], asOf: Int64 = noon, from: Int64? = nil, to: Int64? = nil, unit: String = "days")
    -> ReferenceReport
{
    let options = ReferenceOptions(
        asOf: asOf, timeZone: "Europe/Berlin", from: from, to: to, durationUnit: unit)
    return ReferenceReport(lines: Array(lines.joined(separator: "\n").utf8), options: options)
}

/// An execution that is done: its cycle time in days from 2024-10-01T08:00:00Z.
func done(_ id: String, days: Int, _ rest: String = "\"flow_template_id\":\"t\",\"name\":\"Wallbox\"") -> String {
    let end = 1_727_769_600_000 + Int64(days) * 86_400_000
    return """
        {"id":"\(id)","status":"DONE","created_at":"2024-10-01T08:00:00Z","analytics":{"completed_at":\(end)},\(rest)}
        """
}

/// The edge cases of Tests/Fixtures.
func edgeCases() throws -> [UInt8] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/edge-cases.jsonl")
    return [UInt8](try Data(contentsOf: file))
}

extension ReferenceTable {
    /// The cells of a column.
    func column(_ name: String) -> [ReferenceValue] {
        guard let index = columns.firstIndex(where: { $0.name == name }) else { return [] }
        return rows.map { $0[index] }
    }
}
