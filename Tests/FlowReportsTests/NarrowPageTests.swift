import FlowMetrics
import FlowSources
import FlowTables
import FlowTime
import Foundation
import Testing

@testable import FlowRenderers

/// Every table of the sample on terminals of the usual widths.
@Suite("On a narrow terminal")
struct NarrowPageTests {
    /// 2026-11-23T00:00:00Z.
    private static let context = MetricContext(asOf: 1_795_392_000_000, from: 1_787_616_000_000)

    /// What must be seen of each table on a terminal of eighty columns, and on one of sixty.
    private static let answers: [String: (at80: [String], at60: [String])] = [
        "summary": (["figure", "value", "unit"], ["figure", "value"]),
        "cycle_times": (
            ["template", "count", "p50_days", "p85_days", "p95_days"], ["template", "count", "p50_days", "p85_days"]
        ),
        "cycle_time_histogram": (
            ["from_days", "to_days", "count", "cumulative_share"], ["from_days", "to_days", "count"]
        ),
        "phase_times": (
            ["template", "phase", "count", "p50_days", "p85_days"],
            ["template", "phase", "count", "p50_days", "p85_days"]
        ),
        "task_times": (
            ["template", "phase", "task", "lead_p50_days", "lead_p85_days"],
            ["template", "phase", "task", "lead_p50_days", "lead_p85_days"]
        ),
        "bottlenecks": (
            ["template", "phase", "task", "lead_total_days", "share_of_lead"],
            ["template", "phase", "task", "lead_total_days", "share_of_lead"]
        ),
        "overdue_tasks": (
            ["execution", "task", "assignees", "overdue_days"], ["execution", "task", "assignees", "overdue_days"]
        ),
        "overdue_summary": (
            ["template", "task", "count", "p50_days", "max_days"], ["template", "task", "count", "p50_days"]
        ),
        "overdue_executions": (
            ["execution", "template", "assignees", "overdue_days"], ["execution", "assignees", "overdue_days"]
        ),
        "closing_reasons": (
            ["template", "reason", "executions", "share", "p50_days"], ["template", "reason", "executions", "share"]
        ),
        "throughput": (
            ["bucket", "started", "done", "closed", "ended", "open_at_end"],
            ["bucket", "started", "ended", "open_at_end"]
        ),
        "cumulative_flow": (
            ["bucket", "started_total", "ended_total", "open"], ["bucket", "started_total", "ended_total", "open"]
        ),
        "aging": (["execution", "task", "assignees", "age_days"], ["execution", "task", "assignees", "age_days"]),
        "workload": (["assignee", "open", "current", "overdue", "finished"], ["assignee", "open", "overdue"]),
        "automation_failures": (
            ["template", "task", "total", "failed", "failure_rate"], ["template", "task", "failed", "failure_rate"]
        ),
        "variants": (["variant", "executions", "share", "p50_days"], ["variant", "executions", "share"]),
        "work_in_progress": (
            ["template", "current_phase", "count", "overdue", "age_p85_days"],
            ["template", "current_phase", "count", "overdue"]
        ),
        "outcomes": (
            ["template", "ended", "done", "closed", "closed_rate"],
            ["template", "ended", "done", "closed", "closed_rate"]
        ),
        "task_outcomes": (
            ["template", "phase", "task", "settled", "skip_rate"],
            ["template", "phase", "task", "settled", "skip_rate"]
        ),
        "between": (["template", "count", "p50_days", "p85_days"], ["template", "count", "p50_days", "p85_days"]),
        "transitions": (
            ["template", "from", "to", "count", "p50_days"], ["template", "from", "to", "count", "p50_days"]
        ),
        "rework": (["template", "name", "repeated", "rework_rate"], ["template", "name", "repeated", "rework_rate"]),
        "handovers": (["from", "to", "count", "p50_days"], ["from", "to", "count"]),
        "outliers": (["execution", "cycle_time_days", "over_days"], ["execution", "cycle_time_days", "over_days"]),
        "on_time": (
            ["bucket", "executions_on_time_rate", "tasks_on_time_rate"],
            ["bucket", "executions_on_time_rate", "tasks_on_time_rate"]
        ),
        "targets": (["name", "share", "reached", "met"], ["name", "share", "reached", "met"]),
        "changes": (["figure", "unit", "current", "previous", "change"], ["figure", "current", "previous", "change"]),
        "forecast": (["confidence", "open", "weeks", "done_by"], ["confidence", "weeks", "done_by"]),
        "executions": (["name", "template", "status", "started_at"], ["name", "status", "started_at"]),
        "tasks": (["execution", "task", "task_status"], ["execution", "task", "task_status"]),
        "data_quality": (["issue", "count", "example"], ["issue", "count"]),
    ]

    /// What a table itself calls its answer, of one that is not named above.
    private static func declared(_ metric: MetricTable) -> (at80: [String], at60: [String]) {
        let names = metric.exampleColumns.filter { metric.answer.contains($0.stem) }.map(\.name)
        return (names, names)
    }

    private static func tables(_ queries: [MetricQuery]) async throws -> [ReportTable] {
        let source = FileSource(path: Fixture.sample, temporaryFolder: FileManager.default.temporaryDirectory.path)
        return try await LocalEngine(source, threads: 2).tables(TableRequest(queries, context: context)).tables
    }

    /// The columns that a terminal of some width shows, and how wide the lines are.
    private static func shown(_ table: ReportTable, width: Int) throws -> (names: [String], width: Int) {
        let report = Report(
            name: "t", title: "t", asOf: context.asOf, timeZone: "UTC", utcOffset: { _ in 0 },
            period: .init(from: nil, to: context.asOf), durationUnit: "days",
            source: .init(kind: "file", executions: 0, entities: 0, fetchedAt: nil), tables: [table])
        var layout = TerminalLayout(table, CellText(report))
        try table.rows.forEach { layout.measure($0) }
        layout.fit(TerminalOptions(width: width))
        let line = layout.columns.reduce(-2) { $0 + $1.fullWidth + 2 }
        return (layout.columns.map { table.columns[$0.place].name }, line)
    }

    @Test("every table of the sample shows its answer, in lines that fit, and the more the wider it is")
    func answers() async throws {
        let metrics = MetricCatalog.metrics
        for (metric, table) in zip(metrics, try await Self.tables(metrics.map { MetricQuery($0) })) {
            let expected = Self.answers[metric.name] ?? Self.declared(metric)
            var before = 0
            for width in [60, 80, 120, 200] {
                let (names, line) = try Self.shown(table, width: width)
                let missing = Set(width < 80 ? expected.at60 : expected.at80).subtracting(names)
                #expect(missing.isEmpty, "\(metric.name) at \(width): \(names)")
                #expect(line <= width, "\(metric.name) at \(width) is \(line) wide")
                #expect(names.count >= before, "\(metric.name) at \(width): \(names)")
                before = names.count
            }
        }
    }

    @Test("what it is grouped and sorted by is seen too")
    func sorted() async throws {
        let assignee = try #require(Attribute.groups(of: .execution).first { $0.name == "assignee" })
        let trigger = try #require(Attribute.groups(of: .execution).first { $0.name == "trigger" })
        let cycleTimes = try #require(MetricCatalog.metric(named: "cycle_times"))
        let table = try await Self.tables([MetricQuery(cycleTimes, by: [assignee, trigger])])[0]
        let names = try Self.shown(table.sorted(by: [SortKey("stddev_days", descending: true)]), width: 60).names
        #expect(Set(["assignee", "trigger", "stddev_days", "p50_days"]).isSubset(of: names), "\(names)")
        #expect(try !Self.shown(table, width: 60).names.contains("stddev_days"))
    }

    @Test("percentiles that the question names are seen")
    func percentiles() async throws {
        let cycleTimes = try #require(MetricCatalog.metric(named: "cycle_times"))
        let table = try await Self.tables([MetricQuery(cycleTimes, percentiles: [10, 99.5])])[0]
        #expect(try Set(["p10_days", "p99.5_days"]).isSubset(of: Self.shown(table, width: 60).names))
    }

    @Test("every column that a table declares as its answer or a detail is one of its columns")
    func declared() {
        for metric in MetricCatalog.metrics {
            let stems = Set(metric.exampleColumns.map(\.stem))
            #expect(!metric.answer.isEmpty, "\(metric.name) has no answer")
            #expect(Set(metric.answer + metric.details).isSubset(of: stems), "\(metric.name)")
        }
    }
}
