import FlowJSON
import FlowSandbox
import FlowTime
import Foundation
import Testing

@testable import flowbook

@Suite("The report command")
struct ReportCommandTests {
    @Test("says of one execution and one file that they are one")
    func counts() async throws {
        #expect(counted(0, "execution") == "0 executions" && counted(2, "entity", "entities") == "2 entities")
        try await CommandLine.use { line in
            try line.write(
                #"{"id":"1","status":"STARTED","created_at":"2026-11-01T00:00:00Z"}"# + "\n", to: "one.jsonl")
            try line.write(
                "report: r\nsource: \(line.path("one.jsonl"))\nformats: [json]\nsheets: [{metric: summary}]\n",
                to: "r.yaml")
            let result = try await line.run("report", line.path("r.yaml"), "--out", line.path("out"))
            #expect(result.error.contains("r: 1 execution, 1 file in "), "\(result.error)")
        }
    }

    @Test("fetches from the API and leaves a workbook, a JSON document and CSV files")
    func leavesFiles() async throws {
        try await TestSandbox.serving { url in
            try await CommandLine.use { line in
                line.environment["EPILOT_TOKEN"] = "sandbox"
                let result = try await line.run(
                    "report", "--server", url, "--as-of", "2026-11-23", "--out", line.path("out"))
                #expect(result.status == .done, "\(result.error)")
                #expect(result.output == "")
                let files = line.files(in: "out")
                #expect(files.contains("nightly-2026-11-23.xlsx"))
                #expect(files.contains("nightly-2026-11-23.json"))
                #expect(files.contains("nightly-2026-11-23/cycle_times.csv"))
                let report = try JSONValue(parsing: Array(line.read("out/nightly-2026-11-23.json")))
                #expect(report["schema"]?.stringValue == "flowbook.report/1")
                #expect(report["source"]?["executions"]?.integerValue == 60)
                // The sync came after the report's clock.
                #expect(report["source"]?["fetched_at"] == .null)
                #expect(report["source"]?["stale"] == nil)
            }
        }
    }

    @Test("looks at the data as it was when the sync for it had ended, and says when that was")
    func clockAfterSync() async throws {
        try await TestSandbox.serving { url in
            try await CommandLine.use { line in
                line.environment["EPILOT_TOKEN"] = "sandbox"
                let clock = TickingClock(line.now)
                line.clock = { clock.tick() }
                let result = try await line.run(
                    "report", "nightly", "--server", url, "--format", "json", "--out", line.path("out"))
                #expect(result.status == .done, "\(result.error)")
                let file = try #require(line.files(in: "out").first { $0.hasSuffix(".json") })
                let report = try JSONValue(parsing: Array(line.read("out/\(file)")))
                let asOf = try #require(report["as_of"]?.stringValue)
                let fetched = try #require(report["source"]?["fetched_at"]?.stringValue)
                // Both are of this day, in one form, so they compare as texts.
                #expect(fetched <= asOf && fetched > "2026-11-23T06:00:00.000Z")
                // What was fetched then is the same from the warehouse, at the same clock.
                let again = try await line.run(
                    "report", "nightly", "--source", "warehouse", "--as-of", asOf, "--format", "json", "--out",
                    line.path("again"))
                #expect(again.status == .done, "\(again.error)")
                #expect(try line.read("again/\(file)") == line.read("out/\(file)"))
            }
        }
    }

    @Test("gives the same bytes through faults and a rate limit, and from the warehouse later on")
    func isReproducible() async throws {
        let calm = try await TestSandbox.serving { url in
            try await CommandLine.use { line in
                line.environment["EPILOT_TOKEN"] = "sandbox"
                let first = try await line.run(
                    "report", "-s", url, "--as-of", "2026-11-23", "--out", line.path("out"), "--rate", "100000")
                #expect(first.status == .done, "\(first.error)")
                let again = try await line.run(
                    "report", "--source", "warehouse", "--as-of", "2026-11-23", "--out", line.path("again"))
                #expect(again.status == .done, "\(again.error)")
                let files = try line.contents(of: "out")
                #expect(try line.contents(of: "again") == files)
                return files
            }
        }
        let rough = try await TestSandbox.serving(configure: {
            $0.faultRate = 0.05
            $0.faultSeed = 3
            $0.requestsPerMinute = 6_000
        }) { url in
            try await CommandLine.use { line in
                line.environment["EPILOT_TOKEN"] = "sandbox"
                let result = try await line.run(
                    "report", "-s", url, "--as-of", "2026-11-23", "--out", line.path("out"), "--rate", "100000")
                #expect(result.status == .done, "\(result.error)")
                return try line.contents(of: "out")
            }
        }
        #expect(calm.count > 10)
        #expect(calm == rough)
    }

    @Test("tells stale data by the age of the last sync, and exits with 8 where that is asked for, before alerts")
    func stale() async throws {
        try await TestSandbox.serving { url in
            try await CommandLine.use { line in
                line.environment["EPILOT_TOKEN"] = "sandbox"
                #expect(try await line.run("sync", "-s", url).status == .done)
                try line.write(
                    "report: r\nmax_age: 2d\nalerts: [open > 0]\nformats: [json]\nsheets: [{metric: summary}]\n",
                    to: "r.yaml")
                let arguments = [
                    "report", line.path("r.yaml"), "--source", "warehouse", "--out", line.path("out"),
                    "--fail-on-stale",
                    "--fail-on-alert",
                ]
                func source() throws -> JSONValue? {
                    try JSONValue(parsing: Array(line.read("out/r.json")))["source"]
                }
                #expect(try await line.run(arguments).status == .alert)
                #expect(try source()?["stale"] == nil)
                #expect(try source()?["fetched_at"]?.stringValue == "2026-11-23T06:00:00.000Z")
                line.now = line.now + 49 * .hour
                let old = try await line.run(arguments)
                #expect(old.status == .stale)
                let warning = "the data is old: the last sync that succeeded lies more than 48 hours back"
                #expect(old.error.contains("flowbook: warning: \(warning)\n"))
                #expect(try source()?["stale"] == .bool(true))
                #expect(try await line.run(arguments + ["--max-age", "50h"]).status == .alert)
                #expect(try await line.run(arguments + ["--as-of", "2026-11-23"]).status == .alert)
                #expect(try source()?["fetched_at"] == .null)
                // The clock is ahead of the present, at which the sync is as old as it is.
                #expect(try await line.run(arguments + ["--max-age", "50h", "--as-of", "+30d"]).status == .alert)
                let doctor = ["doctor", "-s", url, "--max-age"]
                #expect(try await line.run(doctor + ["50h"]).output.contains("✓ age "))
                #expect(try await line.run(doctor + ["26h"]).output.contains("✗ age "))
            }
        }
    }

    @Test("takes no runs at all for stale data")
    func noRuns() async throws {
        try await CommandLine.use { line in
            try line.write("[]", to: "none.jsonl")
            let arguments = ["report", "overdue", "--source", line.path("none.jsonl"), "--out", line.path("out")]
            let result = try await line.run(arguments)
            #expect(result.status == .done)
            #expect(result.error.contains("flowbook: warning: there are no runs in the data\n"))
            #expect(try await line.run(arguments + ["--fail-on-stale"]).status == .stale)
        }
    }

    @Test("writes nothing in a dry run")
    func dryRun() async throws {
        try await CommandLine.use { line in
            let result = try await line.run("report", "overdue", "--dry-run", "--out", line.path("out"))
            #expect(result.status == .done)
            #expect(result.output.contains("overdue-2026-11-23.xlsx"))
            #expect(line.files(in: "out") == [])
        }
    }

    @Test("writes one format to standard output")
    func standardOutput() async throws {
        try await CommandLine.use { line in
            try line.write(
                #"{"id":"1","status":"STARTED","created_at":"2026-11-01T00:00:00Z"}"# + "\n", to: "one.jsonl")
            let result = try await line.run(
                "report", "overdue", "--source", line.path("one.jsonl"), "--format", "json", "--out", "-")
            #expect(result.status == .done)
            #expect(try JSONValue(parsing: result.output)["report"]?.stringValue == "overdue")
            let several = try await line.run(
                "report", "overdue", "--source", line.path("one.jsonl"), "--format", "json,csv", "--out", "-")
            #expect(several.status == .usage)
            #expect(several.error == "flowbook: error: --out - writes one format; choose it with --format\n")
        }
    }

    @Test("prints the key figures and the alerts that are met, and exits with 7 where that is asked for")
    func summary() async throws {
        try await CommandLine.use { line in
            try line.write(
                #"{"id":"1","status":"STARTED","created_at":"2026-11-01T00:00:00Z"}"# + "\n", to: "one.jsonl")
            try line.write(
                "report: r\ntitle: One run\nalerts: [open > 0, open > 1]\nsheets: [{metric: summary}]\n", to: "r.yaml")
            let arguments = [
                "report", line.path("r.yaml"), "--source", line.path("one.jsonl"), "--out", line.path("out"),
                "--summary",
            ]
            let result = try await line.run(arguments)
            #expect(result.status == .done)
            #expect(
                result.output.hasPrefix(
                    """
                    One run

                    As of 2026-11-23 06:00 (UTC).
                    No task has become overdue since yesterday.
                    No task is due today.
                    No task has been settled since yesterday.
                    1 run is open.
                    Nothing is past its due date.
                    1 run started in the period and no run ended, 0 done and 0 closed.

                    """), "\(result.output)")
            #expect(result.output.hasSuffix("\n\nalert: Open runs: 1, more than 0\n"), "\(result.output)")
            #expect(result.error.contains("flowbook: warning: alert: Open runs: 1, more than 0\n"))
            #expect(try await line.run(arguments + ["--fail-on-alert"]).status == .alert)
            let markdown = try await line.run(arguments + ["--format", "markdown", "--language", "de"]).output
            #expect(
                markdown.hasPrefix(
                    """
                    ## One run

                    - Stand 2026-11-23 06:00 (UTC).
                    - Seit gestern ist keine Aufgabe überfällig geworden.
                    - Heute ist keine Aufgabe fällig.
                    - Seit gestern wurde keine Aufgabe abgeschlossen.
                    - 1 Vorgang ist offen.

                    """), "\(markdown)")
            #expect(markdown.hasSuffix("\n- **Alarm: Offene Vorgänge: 1, mehr als 0**\n"), "\(markdown)")
            let html = try await line.run(arguments + ["--format", "html"]).output
            #expect(html.hasPrefix("<h2>One run</h2>\n<ul>\n<li>As of 2026-11-23 06:00 (UTC).</li>\n"))
            #expect(html.hasSuffix("<li><strong>alert: Open runs: 1, more than 0</strong></li>\n</ul>\n"))
            // The files are the definition's.
            #expect(line.files(in: "out") == ["r.xlsx"])
            let mixed = try await line.run(
                "report", line.path("r.yaml"), "--source", line.path("one.jsonl"), "--out", "-", "--summary")
            #expect(mixed.status == .usage && mixed.output == "")
        }
    }

    @Test("says in a few sentences what needs somebody this morning, with the most urgent tasks and their links")
    func morning() async throws {
        try await CommandLine.use { line in
            let task =
                #"{"id":"t","name":"Call (back)","status":"PENDING","due_date":"2026-11-22T12:00:00Z","assigned_to":["Kim"]}"#
            let today = #"{"id":"u","name":"Sign","status":"PENDING","due_date":"2026-11-23"}"#
            try line.write(
                #"{"id":"1","status":"STARTED","name":"Run <1>","created_at":"2026-11-01T00:00:00Z","crt_tasks":[{"id":"u"}],"tasks":["#
                    + "\(task),\(today)]}\n", to: "one.jsonl")
            try line.write(
                "report: r\nlink: \"https://x.example/{execution_id}\"\nsheets: [{metric: summary}]\n", to: "r.yaml")
            let arguments = [
                "report", line.path("r.yaml"), "--source", line.path("one.jsonl"), "--out", line.path("out"),
                "--summary",
            ]
            let text = try await line.run(arguments).output
            #expect(
                text.contains(
                    """
                    1 task has become overdue since yesterday.
                    1 task is due today.
                    1 task that could be done now belongs to nobody.
                    No task has been settled since yesterday.
                    Overdue or due today:
                      - Sign · Run <1> · (unassigned) · due 2026-11-23 23:59
                      - Call (back) · Run <1> · Kim · 0.75 days overdue

                    """), "\(text)")
            let german = try await line.run(arguments + ["--language", "de", "--format", "markdown"]).output
            #expect(
                german.contains(
                    """
                    - Überfällig oder heute fällig:
                      - [Sign · Run &lt;1> · (nicht zugewiesen) · fällig 23.11.2026 23:59](https://x.example/1)
                      - [Call (back) · Run &lt;1> · Kim · 0,75 Tage überfällig](https://x.example/1)

                    """), "\(german)")
            let html = try await line.run(arguments + ["--format", "html"]).output
            #expect(
                html.contains(
                    """
                    <li><a href="https://x.example/1">Call (back) · Run &lt;1&gt; · Kim · 0.75 days overdue</a></li>
                    </ul></li>
                    """), "\(html)")
        }
    }

    @Test("gives the people of a file pseudonyms that hold for one run, and says so")
    func pseudonymsOfFile() async throws {
        try await CommandLine.use { line in
            try line.write(
                """
                {"id":"1","status":"STARTED","created_at":"2026-11-01T00:00:00Z","assigned_to":["somebody"]}
                """, to: "one.jsonl")
            try line.write(
                "report: r\nformats: [json]\npeople: pseudonyms\nsheets: [{metric: executions}]\n", to: "r.yaml")
            try line.write(
                "report: s\nformats: [json]\npeople: pseudonyms\nsheets: [{metric: executions}]\n", to: "s.yaml")
            var shown: [Set<String>] = []
            for _ in 0..<2 {
                let result = try await line.run(
                    "report", line.path("r.yaml"), line.path("s.yaml"), "--source", line.path("one.jsonl"), "--out",
                    line.path("out"))
                #expect(result.status == .done)
                #expect(result.error.contains("people have other pseudonyms in the next run"))
                let files = try line.contents(of: "out").values.map { String(decoding: $0, as: UTF8.self) }
                #expect(files.count == 2 && !files.contains { $0.contains("somebody") })
                shown.append(Set(files.flatMap { $0.matches(of: #/P-[A-Z2-7]{6}/#).map { String($0.output) } }))
            }
            // The same in both reports of a run, another one in the next.
            #expect(shown.map(\.count) == [1, 1])
            #expect(shown[0] != shown[1])
            let names = try await line.run(
                "report", "overdue", "--source", line.path("one.jsonl"), "--out", line.path("names"))
            #expect(!names.error.contains("pseudonyms"))
        }
    }

    @Test("exits with 5 where data is missing and an alert fired too, for that tells most of what is lost")
    func alertOfIncompleteData() async throws {
        try await CommandLine.use { line in
            try line.write(
                #"{"id":"1","status":"STARTED","created_at":"2026-11-01T00:00:00Z"}"# + "\n", to: "one.jsonl")
            try line.write(
                "report: r\nformats: [json]\nalerts: [open > 0]\nsheets: [{metric: summary}, {metric: cycle_tims}]\n",
                to: "r.yaml")
            let arguments = [
                "report", line.path("r.yaml"), "--source", line.path("one.jsonl"), "--out", line.path("out"),
                "--fail-on-alert",
            ]
            #expect(try await line.run(arguments).status == .incomplete)
            #expect(try await line.run(arguments + ["--allow-partial"]).status == .alert)
        }
    }

    @Test("leaves out a sheet whose table nobody knows, says so and exits with 5, or with 0 where that is allowed")
    func lostSheet() async throws {
        try await CommandLine.use { line in
            try line.write(
                #"{"id":"1","status":"STARTED","created_at":"2026-11-01T00:00:00Z"}"# + "\n", to: "one.jsonl")
            let path = line.path("r.yaml")
            try line.write(
                "report: r\nformats: [json]\nsheets: [{metric: summary}, {metric: cycle_tims, name: slow}]\n",
                to: "r.yaml")
            let arguments = ["report", path, "--source", line.path("one.jsonl"), "--out", line.path("out")]
            let message =
                "\(path):3:38: unknown metric \"cycle_tims\", so its sheet is left out; did you mean \"cycle_times\"?"
            let result = try await line.run(arguments)
            #expect(result.status == .incomplete)
            #expect(result.error.contains("flowbook: warning: \(message)\n"))
            let report = try JSONValue(parsing: Array(line.read("out/r.json")))
            #expect(report["tables"]?.arrayValue?.map { $0["name"]?.stringValue } == ["summary"])
            #expect(report["warnings"]?.arrayValue?.contains(.string(message)) == true)
            #expect(try await line.run(arguments + ["--allow-partial"]).status == .done)
            let dry = try await line.run(arguments + ["--dry-run"])
            #expect(dry.status == .incomplete && dry.error == "flowbook: warning: \(message)\n")
        }
    }

    @Test("takes values that begin with a minus")
    func minusValues() async throws {
        try await CommandLine.use { line in
            let runs = ["2026-11-01", "2026-11-20", "2026-11-21"].enumerated().map { index, day in
                #"{"id":"\#(index)","status":"STARTED","created_at":"\#(day)T00:00:00Z"}"#
            }
            try line.write(runs.joined(separator: "\n"), to: "runs.jsonl")
            let result = try await line.run(
                "query", "throughput", "--source", line.path("runs.jsonl"), "--bucket", "day", "--from", "-3d",
                "--sort",
                "-bucket", "--columns", "bucket,started")
            #expect(result.error == "")
            #expect(
                result.output
                    == "bucket,started\r\n2026-11-23,0\r\n2026-11-22,0\r\n2026-11-21,1\r\n2026-11-20,1\r\n")
        }
    }

    @Test("speaks German where it is asked to, and computes the same")
    func german() async throws {
        try await CommandLine.use { line in
            try line.write(
                #"{"id":"1","status":"STARTED","created_at":"2026-11-01T00:00:00Z"}"# + "\n", to: "one.jsonl")
            let source = line.path("one.jsonl")
            let arguments = ["report", "overdue", "--source", source, "--format", "json", "--out", "-", "--language"]
            let english = try await line.run(arguments + ["en"])
            let german = try await line.run(arguments + ["de"])
            #expect(german.status == .done, "\(german.error)")
            #expect(try JSONValue(parsing: english.output)["title"]?.stringValue == "Overdue work")
            #expect(try JSONValue(parsing: german.output)["title"]?.stringValue == "Überfällige Arbeit")
            func untitled(_ output: String) -> [Substring] {
                output.split(separator: "\n").filter { !$0.contains(#""title":"#) }
            }
            #expect(untitled(german.output) == untitled(english.output))
            #expect(untitled(german.output).count > 50)
            #expect(try await line.run(arguments + ["fr"]).status == .usage)
        }
    }

    @Test("keeps what it fetched when it is stopped, and says so with 130")
    func stops() async throws {
        try await TestSandbox.serving(configure: { $0.latency = .seconds(60) }) { url in
            try await CommandLine.use { line in
                line.environment["EPILOT_TOKEN"] = "sandbox"
                let copy = line
                let task = Task { try await copy.run("sync", "-s", url) }
                task.cancel()
                let result = try await task.value
                #expect(result.status == .interrupted)
                #expect(result.error == "flowbook: warning: interrupted; what was fetched is kept\n")
            }
        }
    }
}
