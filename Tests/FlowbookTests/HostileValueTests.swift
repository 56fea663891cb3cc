import ArgumentParser
import FlowJSON
import Foundation
import Testing

@testable import flowbook

@Suite("A value that nobody means")
struct HostileValueTests {
    static let values = [
        "inf", "nan", "1e300", "9223372036854775807", "-1", "", "0x10", "1e-320", "-99999y", "+99999y",
    ]

    /// What each command is run with before the option under test; it has to end soon, and to need no network.
    static let lines: [String: [String]] = [
        "report": ["report", "report.yaml", "--source", "runs.jsonl", "--out", "out"],
        "sync": ["sync", "--token", "x", "--server", "http://127.0.0.1:1"],
        "query": ["query", "throughput", "--bucket", "day", "--source", "runs.jsonl"],
        "show": ["show", "nobody", "--source", "runs.jsonl"],
        "sql": ["sql", "SELECT 1", "--warehouse", "none.sqlite"],
        "jsonata": ["jsonata", "--null-input", "1"],
        "sandbox": ["sandbox", "--executions", "2"],
        "doctor": ["doctor", "--token", "x", "--server", "http://127.0.0.1:1"],
        "workflow": ["workflow", "getExecutions", "--token", "x", "--server", "http://127.0.0.1:1"],
        "entity": ["entity", "searchEntities", "--token", "x", "--server", "http://127.0.0.1:1", "--data", "{}"],
    ]
    static let environment = [
        "FLOWBOOK_RETRIES": "0", "HTTPS_PROXY": "http://127.0.0.1:1", "HTTP_PROXY": "http://127.0.0.1:1",
    ]

    struct Option: Sendable, CustomTestStringConvertible {
        let command: String
        let name: String
        let valueName: String
        var testDescription: String { "\(command) --\(name)" }

        var isNumber: Bool { ["count", "seconds", "ms", "share", "port", "number"].contains(valueName) }

        /// Whether it runs in a process and a folder of its own: what names files and programs, and what runs programs.
        var needsProcess: Bool {
            command == "sandbox" || ["file", "folder", "source", "command"].contains(valueName)
        }
    }

    /// Every option of every command that takes a value, from what the commands' help is made of.
    static let options: [Option] = Flowbook.configuration.subcommands.flatMap { command in
        let help = try? JSONValue(parsing: command._dumpHelp())
        let arguments = help?["command"]?["arguments"]?.arrayValue ?? []
        return arguments.filter { $0["kind"]?.stringValue == "option" }.compactMap { argument -> Option? in
            let long = argument["names"]?.arrayValue?.first { $0["kind"]?.stringValue == "long" }
            guard let name = long?["name"]?.stringValue, let value = argument["valueName"]?.stringValue else {
                return nil
            }
            return Option(command: command.configuration.commandName ?? "", name: name, valueName: value)
        }
    }

    @Test("of any option is taken for what it says, or is wrong usage in one line; nothing ends or hangs the process")
    func options() async throws {
        #expect(Self.options.count > 60 && Self.options.filter(\.isNumber).count > 20)
        for option in Self.options where !option.needsProcess {
            let takesVariable = EnvironmentOptions.commands[option.command] != nil
            for value in option.isNumber ? Self.values : ["nan", "", "9223372036854775807", "-99999y"] {
                try await Self.check(option, value, isVariable: false)
                // An empty variable counts as none.
                if takesVariable, !value.isEmpty, option.isNumber || value == "-99999y" {
                    try await Self.check(option, value, isVariable: true)
                }
            }
        }
    }

    @Test("that names a file or a program, or goes to a program of its own, is not more than that either")
    func paths() async throws {
        let cases = Self.options.filter(\.needsProcess).flatMap { option in
            (option.isNumber ? Self.values : ["nan", "", "-99999y"]).map { (option, $0) }
        }
        #expect(cases.count > 100)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, (option, value)) in cases.enumerated() {
                if index >= 4 { try await group.next() }
                group.addTask { try await Self.check(option, value, isVariable: false) }
            }
            try await group.waitForAll()
        }
    }

    private static func check(_ option: Option, _ value: String, isVariable: Bool) async throws {
        let line = try #require(lines[option.command], "no way to run \(option.command)")
        let arguments =
            line + (isVariable ? [] : ["--\(option.name)=\(value)"])
            + (option.command == "sandbox" ? ["--", "sql", "--schema"] : [])
        let variable = isVariable ? [EnvironmentOptions.variable(of: option.name): value] : [:]
        let environment = environment.merging(variable) { $1 }
        let what = "\(option.testDescription)=\(value)\(isVariable ? " in the environment" : "")"
        let (status, error) = try await run(arguments, environment, ownProcess: option.needsProcess)
        // What doctor finds wrong stands in its table, on standard output.
        let isFinding = option.command == "doctor" && error.isEmpty
        if status == flowbook.ExitStatus.usage.rawValue, !isFinding {
            #expect(error.hasPrefix("flowbook: error: ") && error.hasSuffix("\n"), "\(what): \(error)")
            #expect(error.split(separator: "\n").count == 1, "\(what): \(error)")
        } else {
            #expect((0..<124).contains(status), "\(what): \(status) \(error)")
            // Any whole number is a seed, and the smallest share is one.
            let numbers = ["seed": "9223372036854775807", "fault-rate": "1e-320"]
            let isOverridden = isVariable && line.contains("--\(option.name)")
            #expect(
                !option.isNumber || isOverridden || numbers[option.name] == value, "\(what) is taken: \(error)")
        }
    }

    /// The exit code, or one above 123 where the program did not end by itself, and what stands on standard error.
    private static func run(
        _ arguments: [String], _ environment: [String: String], ownProcess: Bool
    ) async throws -> (status: Int32, error: String) {
        try await CommandLine.use { terminal in
            try terminal.write(
                #"{"id":"1","status":"STARTED","created_at":"2026-11-01T00:00:00Z"}"# + "\n", to: "runs.jsonl")
            try terminal.write("report: r\nformats: [csv]\nsheets: [{metric: throughput}]\n", to: "report.yaml")
            terminal.environment.merge(environment) { $1 }
            guard ownProcess else {
                let files: Set = ["runs.jsonl", "report.yaml", "out", "none.sqlite"]
                let result = try await terminal.run(arguments.map { files.contains($0) ? terminal.path($0) : $0 })
                return (result.status.rawValue, result.error)
            }
            return try await terminal.runProgram(arguments)
        }
    }

    @Test("says which values there are")
    func bounds() async throws {
        try await CommandLine.use { line in
            let watch = try await line.run("query", "summary", "--watch", "inf")
            #expect(
                watch.error
                    == "flowbook: error: The value 'inf' is invalid for '--watch <seconds>'; give a number from 0.001 to 604800\n"
            )
            let executions = try await line.run("sandbox", "--executions", "9223372036854775807")
            #expect(executions.error.hasSuffix("'--executions <count>'; give a whole number from 0 to 10000000\n"))
            let limit = try await line.run("query", "summary", "--limit=-1")
            #expect(limit.error.hasSuffix("; give a whole number from 0 to 1000000000\n"))
        }
    }

    @Test("of a period gives no table that no memory holds", arguments: ["throughput", "cumulative_flow", "on_time"])
    func buckets(_ table: String) async throws {
        try await CommandLine.use { line in
            try line.write(
                #"{"id":"1","status":"STARTED","created_at":"2026-11-01T00:00:00Z"}"# + "\n", to: "one.jsonl")
            let result = try await line.run(
                "query", table, "--source", line.path("one.jsonl"), "--from", "-99999y", "--bucket", "day")
            #expect(result.status == .usage)
            #expect(
                result.error
                    == "flowbook: error: the period has more than 100000 buckets of one day, too many for the table \(table); "
                    + "ask for longer buckets or a shorter period\n")
        }
    }
}

extension CommandLine {
    /// Runs the program as it was built, in a process of its own; what takes longer than a minute is ended with 124.
    func runProgram(_ arguments: [String]) async throws -> (status: Int32, error: String) {
        let tests = try #require(Bundle.main.executableURL, "the program is built beside the tests")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            ["timeout", "60", tests.deletingLastPathComponent().appending(path: "flowbook").path] + arguments
        process.currentDirectoryURL = folder
        process.environment = environment.merging(["PATH": "/usr/bin:/bin"]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try write("", to: ".error")
        process.standardError = try FileHandle(forWritingTo: folder.appending(path: ".error"))
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        let signal: Int32 = process.terminationReason == .exit ? 0 : 128
        return (signal + process.terminationStatus, String(decoding: try read(".error"), as: UTF8.self))
    }
}
