import FlowJSON
import Foundation
import JSONata

// Times one expression over the records of a file, repeated up to COUNT, and prints the seconds of processor time:
//
//     bench-jsonata FILE.jsonl COUNT MODE EXPRESSION [RESULTS.jsonl]
//
// MODE tells what is timed: `values`, the evaluation of records that have been read; `bytes`, reading each record and
// evaluating it; `whole`, one evaluation on all records as one array. The result of each record's first evaluation goes to
// RESULTS, an empty line where there is none.

enum Mode: String { case values, bytes, whole }

let arguments = CommandLine.arguments
guard arguments.count >= 5, let count = Int(arguments[2]), let mode = Mode(rawValue: arguments[3]) else {
    let usage = "usage: bench-jsonata FILE.jsonl COUNT values|bytes|whole EXPRESSION [RESULTS.jsonl]\n"
    FileHandle.standardError.write(Data(usage.utf8))
    exit(2)
}
let lines = try Data(contentsOf: URL(filePath: arguments[1])).split(separator: UInt8(ascii: "\n")).map { Array($0) }
let expression = try JSONataExpression(parsing: arguments[4])
let host = JSONataHost(now: 0, random: SystemRandomNumberGenerator(), clock: ContinuousClock())
let limits = JSONataLimits(time: nil)

/// Processor time, which other work on the machine does not add to.
func seconds(_ work: () throws -> Void) rethrows -> Double {
    let start = clock()
    try work()
    return Double(clock() - start) / Double(CLOCKS_PER_SEC)
}

var results: [JSONValue?] = []
let elapsed: Double
switch mode {
case .values:
    let records = try lines.map { try JSONValue(parsing: $0) }
    elapsed = try seconds {
        for index in 0..<count {
            let result = try expression.evaluate(records[index % records.count], limits: limits, host: host)
            if index < records.count { results.append(result) }
        }
    }
case .bytes:
    let indexer = JSONIndexer()
    elapsed = try seconds {
        for index in 0..<count {
            let input = try lines[index % lines.count].withUnsafeBytes { bytes in
                var cursor = try indexer.index(bytes)
                let value = try expression.read(&cursor)
                try cursor.end()
                return value
            }
            let result = try expression.evaluate(input, limits: limits, host: host)
            if index < lines.count { results.append(result) }
        }
    }
case .whole:
    let records = try lines.map { try JSONValue(parsing: $0) }
    let whole = JSONValue.array((0..<count).map { records[$0 % records.count] })
    elapsed = try seconds { results.append(try expression.evaluate(whole, limits: limits, host: host)) }
}
if arguments.count > 5 {
    let text = results.map { ($0?.text() ?? "") + "\n" }.joined()
    try text.write(toFile: arguments[5], atomically: true, encoding: .utf8)
}
print(elapsed)
