import FlowIO
import FlowRenderers
import FlowTables
import FlowTime
import Glibc

// Writes one long table with the product's renderer: bench-xlsx ROWS FILE. plain.c and plain.py write the same cells.

let templates = ["Wallbox", "Heat pump", "Grid connection", "Tariff change", "Move-in"]
let phases = ["Quote", "Approval", "Installation", "Billing"]
let tasks = ["Check the order", "Book appointment", "Approve grid check", "Order hardware", "Send quote", "Follow up"]
let types = ["MANUAL", "AUTOMATION", "DECISION"]
let statuses = ["COMPLETED", "PENDING", "SKIPPED", "IN_PROGRESS"]
let begin: Instant = 1_767_225_600_000

let columns: [ReportColumn] = [
    ReportColumn("execution_id", .string, title: "Run id"), ReportColumn("template", .string, title: "Template"),
    ReportColumn("execution", .string, title: "Run"), ReportColumn("phase_template_id", .string, title: "Phase id"),
    ReportColumn("phase", .string, title: "Phase"), ReportColumn("task_id", .string, title: "Task id"),
    ReportColumn("task_template_id", .string, title: "Task template"), ReportColumn("task", .string, title: "Task"),
    ReportColumn("task_type", .string, title: "Type"), ReportColumn("task_status", .string, title: "Status"),
    ReportColumn("assignees", .string, title: "Assignees"), ReportColumn("due_at", .instant, title: "Due"),
    ReportColumn("current", .boolean, title: "Current"), ReportColumn("ready_at", .instant, title: "Ready"),
    ReportColumn("in_progress_at", .instant, title: "In progress"),
    ReportColumn("finished_at", .instant, title: "Finished"),
    ReportColumn("lead_days", .duration, unit: "days", title: "Lead time"),
    ReportColumn("wait_days", .duration, unit: "days", title: "Wait time"),
    ReportColumn("touch_days", .duration, unit: "days", title: "Touch time"),
    ReportColumn("overdue", .boolean, title: "Overdue"),
]

func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: digits - text.utf8.count) + text
}

func row(_ index: Int) -> [Cell] {
    let run = index / 12
    let template = templates[run % 5]
    let ready = begin + (index % 86_400 * 61) * .second
    let wait = Double(index % 97) / 7
    let touch = Double(index % 31) / 3
    return [
        .text("00a7c4e2-0000-4000-8000-\(padded(run, 12))"), .text(template), .text("\(template) – customer \(run)"),
        .text("phase-\(index % 4)"), .text(phases[index % 4]), .text("task-\(padded(index, 8))"),
        .text("tt-\(index % 12)"), .text(tasks[index % 6]), .text(types[index % 3]), .text(statuses[index % 4]),
        index % 3 == 1 ? .missing : .text("Kim Sommer"), index % 2 == 1 ? .missing : .instant(ready + 864_000_000),
        .boolean(index % 12 == 3), .instant(ready), .instant(ready + Milliseconds(Int64(wait * 86_400_000))),
        index % 5 == 0 ? .missing : .instant(ready + Milliseconds(Int64((wait + touch) * 86_400_000))),
        .number(wait + touch),
        .number(wait), .number(touch), .boolean(index % 10 == 7),
    ]
}

let arguments = CommandLine.arguments
guard arguments.count == 3, let count = Int(arguments[1]) else {
    print("usage: bench-xlsx ROWS FILE")
    exit(2)
}
let table = ReportTable(
    name: "tasks", title: "Tasks", columns: columns,
    rows: TableRows(count: count) { visit in
        for index in 0..<count { try visit(row(index)) }
    })
let report = Report(
    name: "bench", title: "Bench", asOf: begin, timeZone: "UTC", utcOffset: { _ in 0 },
    period: .init(from: nil, to: begin), durationUnit: "days",
    source: .init(kind: "file", executions: count / 12, entities: 0, fetchedAt: nil), tables: [table])
let file = try AtomicFile(path: arguments[2])
_ = try ReportFormat.xlsx.makeRenderer(RenderOptions()).render(report, to: file.sink)
try AtomicFile.publish([file])
