// bench-data COUNT TASKS FILE: writes so many executions of so many tasks each as JSON Lines.

import FlowSandbox
import FlowTime
import Foundation

let arguments = CommandLine.arguments
guard arguments.count == 4, let count = Int(arguments[1]), let tasks = Int(arguments[2]) else {
    print("usage: bench-data COUNT TASKS FILE")
    exit(2)
}
/// 2026-11-23T00:00:00Z, the day of the samples.
let day: Instant = 1_795_392_000_000
guard FileManager.default.createFile(atPath: arguments[3], contents: nil),
    let file = FileHandle(forWritingAtPath: arguments[3])
else {
    print("cannot write \(arguments[3])")
    exit(1)
}
let organization = SampleOrganization(seed: 1, executions: count, asOf: day, tasksPerExecution: tasks)
try organization.writeExecutions(as: .lines) { bytes in try file.write(contentsOf: Data(bytes)) }
try file.close()
