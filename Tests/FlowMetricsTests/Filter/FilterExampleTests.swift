import FlowMetrics
import Testing

@Suite("The example of a condition")
struct FilterExampleTests {
    @Test("can be asked, for every field of every grain")
    func valid() throws {
        for grain in Grain.allCases {
            for field in Attribute.conditions(of: grain) {
                let text = field.exampleCondition
                #expect(throws: Never.self, "\(text)") { try Filter(text, grain: grain) }
                #expect(text.hasPrefix(field.name + " "), "\(text)")
            }
        }
    }
}
