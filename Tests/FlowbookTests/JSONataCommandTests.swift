import Foundation
import Testing

@testable import flowbook

@Suite("The jsonata command")
struct JSONataCommandTests {
    private func run(_ arguments: String..., file: String? = nil) async throws -> CommandLine.Result {
        try await CommandLine.use { line in
            var arguments = ["jsonata"] + arguments
            if let file {
                try line.write(file, to: "input.json")
                arguments.append(line.path("input.json"))
            }
            return try await line.run(arguments)
        }
    }

    private let answer = #"{"results": [{"id": "a", "n": 2}, {"id": "b", "n": 3}]}"#

    @Test("prints the result as JSON, text bare with --raw, and nothing where there is none")
    func results() async throws {
        #expect(try await run("results.id", file: answer).output == "[\"a\",\"b\"]\n")
        #expect(try await run("results[n > 2].id", file: answer).output == "\"b\"\n")
        #expect(try await run("results[n > 2].id", "--raw", file: answer).output == "b\n")
        #expect(try await run("$sum(results.n)", "--raw", file: answer).output == "5\n")
        let nothing = try await run("results.missing", file: answer)
        #expect(nothing.status == .done && nothing.output == "" && nothing.error == "")
        #expect(try await run("results[0]", "--pretty", file: answer).output == "{\n  \"id\": \"a\",\n  \"n\": 2\n}\n")
    }

    @Test("has the variables that are bound, and no input with --null-input")
    func bindings() async throws {
        let result = try await run("--null-input", "$a.b + $c", "--bind", "a={\"b\": 1}", "--bind", "$c=2")
        #expect(result.output == "3\n")
        #expect(try await run("--null-input", "$exists($)").output == "false\n")
        let broken = try await run("--null-input", "$a", "--bind", "a=x")
        #expect(broken.status == .usage && broken.error.contains("the value of --bind a is not JSON"))
        #expect(try await run("--null-input", "1", "--bind", "=1").error.contains("write --bind NAME=JSON"))
    }

    @Test(
        "says what is wrong with code and position, in one line",
        arguments: [
            ("\"a\" + 1", "T2001 at position 5: The left side of + must be a number"),
            ("1 +", "S0207 at position 3: The expression ends too early"),
            ("$error('stop')", "D3137 at position 7: stop"),
        ])
    func errors(_ expression: String, _ message: String) async throws {
        let result = try await run("--null-input", expression)
        #expect(result.status == .failed && result.output == "")
        #expect(result.error.hasPrefix("flowbook: error: \(message)"), "\(result.error)")
        #expect(result.error.split(separator: "\n").count == 1)
    }

    @Test("gives up an evaluation that takes too long or goes too deep")
    func limits() async throws {
        let endless = try await run("--null-input", "($f := function(){$f()}; $f())", "--time-limit", "0.05")
        #expect(endless.status == .failed && endless.error.contains("D1012"))
        let deep = try await run("--null-input", "($f := function($x){1 + $f($x)}; $f(1))")
        #expect(deep.status == .failed && deep.error.contains("D1011"))
    }

    @Test(
        "takes an expression that begins with a minus as it stands",
        arguments: [
            (["-5", "--null-input"], "-5\n"), (["--null-input", "-5"], "-5\n"), (["--null-input", "-5 + 7"], "2\n"),
            (["--null-input", "--", "-1"], "-1\n"), (["-q", "--null-input", "-$sum([1, 2])", "--raw"], "-3\n"),
            (["-$n", "--bind", "n=4", "--null-input"], "-4\n"), (["--bind", "n=4", "-n", "{}"], "-4\n"),
            (["-n", "{}", "--pretty"], "-4\n"), (["- n", "{}"], "-4\n"), (["-(-n)", "{}"], "4\n"),
        ])
    func minus(_ arguments: [String], _ output: String) async throws {
        try await CommandLine.use { line in
            try line.write(#"{"n": 4}"#, to: "input.json")
            let path = line.path("input.json")
            let result = try await line.run(["jsonata"] + arguments.map { $0 == "{}" ? path : $0 })
            #expect(result.output == output && result.error == "", "\(result.error)")
        }
    }

    @Test("refuses an option that it does not have, before the expression and after it")
    func unknownOption() async throws {
        for arguments in [["--nul-input", "1"], ["1", "-x"], ["-1", "-x"], ["-1", "--nul-input"]] {
            let refused = try await CommandLine.use { try await $0.run(["jsonata"] + arguments) }
            #expect(refused.status == .usage && refused.error.contains("Unknown option"), "\(refused.error)")
        }
    }
}
