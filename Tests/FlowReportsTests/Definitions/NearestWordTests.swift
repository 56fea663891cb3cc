import FlowReports
import Testing

@Suite("The word that was meant")
struct NearestWordTests {
    private static let words = [
        "cycle_times", "phase_times", "task_times", "throughput", "by", "from", "to", "summary",
    ]

    @Test(
        "is near by letters too much, too few, wrong or swapped",
        arguments: [
            ("cycle_tims", "cycle_times"), ("cycle_timess", "cycle_times"), ("cicle_times", "cycle_times"),
            ("cylce_times", "cycle_times"), ("CYCLE_TIMES", "cycle_times"), ("phasetimes", "phase_times"),
            ("thruput", "throughput"), ("form", "from"), ("sumary", "summary"), ("through", "throughput"),
        ])
    func near(word: String, meant: String) {
        #expect(nearestWord(to: word, among: Self.words) == meant)
    }

    @Test("is none where nothing is near", arguments: ["", "x", "xyz", "report", "bottlenecks", "_times"])
    func far(word: String) {
        #expect(nearestWord(to: word, among: Self.words) == nil)
    }

    @Test("is the first of equally near ones, and a beginning only where one word has it")
    func ties() {
        #expect(nearestWord(to: "tast", among: ["test", "task"]) == "test")
        #expect(nearestWord(to: "over", among: ["overdue_tasks", "overdue_summary"]) == nil)
        #expect(nearestWord(to: "overdue_t", among: ["overdue_tasks", "overdue_summary"]) == "overdue_tasks")
        #expect(nearestWord(to: "ov", among: ["overdue_tasks"]) == nil)
    }

    @Test("is found quickly for words without end")
    func long() {
        #expect(nearestWord(to: String(repeating: "x", count: 1_000_000), among: Self.words) == nil)
    }
}
