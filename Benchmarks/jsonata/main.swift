import FlowJSON
import Foundation
import JSONata

// Times one expression: `jsonata-bench FILE.jsonl COUNT RESULTS.jsonl EXPRESSION`. The file's records are read first and
// repeated up to COUNT; the results of each record's first evaluation go to RESULTS. With `--whole` for RESULTS the
// records are one array instead, on which the expression is evaluated once. Prints the seconds of evaluation alone.

let arguments = CommandLine.arguments
guard arguments.count == 5, let count = Int(arguments[2]) else {
    FileHandle.standardError.write(
        Data("usage: jsonata-bench FILE.jsonl COUNT RESULTS.jsonl|--whole EXPRESSION\n".utf8))
    exit(2)
}
let lines = try String(contentsOfFile: arguments[1], encoding: .utf8).split(separator: "\n")
let records = try lines.map { try JSONValue(parsing: String($0)) }
let host = JSONataHost(now: 0, random: SystemRandomNumberGenerator(), clock: ContinuousClock())
let limits = JSONataLimits(time: nil)
let expression = try JSONataExpression(parsing: arguments[4])
let clock = ContinuousClock()

var results: [JSONValue?] = []
let elapsed: Duration
if arguments[3] == "--whole" {
    let whole = JSONValue.array((0..<count).map { records[$0 % records.count] })
    elapsed = try clock.measure { results.append(try expression.evaluate(whole, limits: limits, host: host)) }
} else {
    elapsed = try clock.measure {
        for index in 0..<count {
            let result = try expression.evaluate(records[index % records.count], limits: limits, host: host)
            if index < records.count { results.append(result) }
        }
    }
    let text = results.map { ($0?.text() ?? "") + "\n" }.joined()
    try text.write(toFile: arguments[3], atomically: true, encoding: .utf8)
}
print(elapsed / .seconds(1))
