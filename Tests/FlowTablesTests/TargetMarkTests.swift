import FlowTables
import Testing

@Suite("A group that a target is for")
struct TargetMarkTests {
    private let marks = [
        TargetMark(column: "template", isMet: true) { $0.hasPrefix("Wall") },
        TargetMark(column: "template", isMet: false) { $0 == "Wallbox B" },
        TargetMark(column: "task", isMet: false) { _ in true },
    ]
    private let template = ReportColumn("template", .string, title: "Template")

    @Test("has missed its target where one of several was missed")
    func several() {
        #expect(marks.standing(of: .text("Wallbox A"), in: template) == true)
        #expect(marks.standing(of: .text("Wallbox B"), in: template) == false)
        #expect(marks.reversed().standing(of: .text("Wallbox B"), in: template) == false)
    }

    @Test("is named in its own column only")
    func columns() {
        #expect(marks.standing(of: .text("Heat pump"), in: template) == nil)
        #expect(marks.standing(of: .missing, in: template) == nil)
        #expect(marks.standing(of: .text("Wallbox A"), in: ReportColumn("name", .string, title: "Name")) == nil)
        #expect(marks.concern(template))
        #expect(!marks.concern(ReportColumn("phase", .string, title: "Phase")))
    }
}
