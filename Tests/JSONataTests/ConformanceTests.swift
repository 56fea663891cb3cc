import FlowJSON
import Foundation
import JSONata
import Testing

/// Runs the cases of the language's official test suite where its folder stands beside the repository.
struct ConformanceTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/jsonata")

    static let isPresent = FileManager.default.fileExists(atPath: folder.appending(path: "groups").path)

    @Test("Every case of the official test suite gives its documented result", .enabled(if: isPresent))
    func officialCases() throws {
        var (passed, total) = (0, 0)
        let groups = try FileManager.default.contentsOfDirectory(atPath: Self.folder.appending(path: "groups").path)
        for group in groups.sorted() {
            let path = Self.folder.appending(path: "groups").appending(path: group)
            for file in try FileManager.default.contentsOfDirectory(atPath: path.path).sorted()
            where file.hasSuffix(".json") {
                let content = try JSONValue(parsing: Self.text(of: path.appending(path: file)))
                for (index, specification) in (content.arrayValue ?? [content]).enumerated() {
                    total += 1
                    if let failure = try Self.failure(of: specification, in: path) {
                        Issue.record("\(group)/\(file)[\(index)]: \(failure)")
                    } else {
                        passed += 1
                    }
                }
            }
        }
        print("JSONata conformance: \(passed) of \(total) cases passed")
        #expect(total > 0)
        #expect(passed == total)
    }

    /// The text of a file of cases. A half of a surrogate pair, which a `JSONValue` cannot hold, is passed on to the
    /// expression as the expression's own escape.
    private static func text(of file: URL) throws -> String {
        let text = try String(contentsOf: file, encoding: .utf8)
        let escape = /\\\\|\\u[dD][89aAbB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[dD][89a-fA-F][0-9a-fA-F]{2}/
        return text.replacing(escape) { $0.output.count == 6 ? "\\" + $0.output : $0.output }
    }

    private static let datasets = Datasets(folder.appending(path: "datasets"))

    /// What is wrong with the outcome of a case; nil where it is the expected one.
    private static func failure(of specification: JSONValue, in folder: URL) throws -> String? {
        var source = specification["expr"]?.stringValue ?? ""
        if let file = specification["expr-file"]?.stringValue {
            source = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        }
        var input = specification["data"]
        if input == nil, let name = specification["dataset"]?.stringValue { input = try datasets.named(name) }
        var bindings: [String: JSONValue] = [:]
        for member in specification["bindings"]?.objectValue ?? JSONObject() { bindings[member.key] = member.value }
        var limits = JSONataLimits()
        if let depth = specification["depth"]?.integerValue { limits.depth = Int(depth) }
        if let milliseconds = specification["timelimit"]?.integerValue { limits.time = .milliseconds(milliseconds) }
        do throws(JSONataError) {
            let result = try JSONataExpression(parsing: source)
                .evaluate(input, bindings: bindings, limits: limits, host: .testing)
            return mismatch(result, specification).map { "\(source) gave \($0)" }
        } catch {
            // U1001 is the code of the official runner, which sets these limits from outside.
            let code = ["D1011", "D1012"].contains(error.code) && specification["depth"] != nil ? "U1001" : error.code
            let expected = specification["code"] ?? specification["error"]?["code"]
            guard expected == .string(code) else { return "\(source) threw \(error)" }
            if let token = specification["token"]?.stringValue, token != error.token {
                return "\(source) threw \(error) with token \(error.token ?? "none") instead of \(token)"
            }
            let message = specification["error"]?["message"]?.stringValue
            if let message, code != "D3140", message != error.message { return "\(source) threw \(error)" }
            return nil
        }
    }

    private static func mismatch(_ result: JSONValue?, _ specification: JSONValue) -> String? {
        let shown = result?.text() ?? "nothing"
        if specification["undefinedResult"] != nil { return result == nil ? nil : shown }
        guard let expected = specification["result"] else {
            return "\(shown) instead of an error \((specification["code"] ?? specification["error"] ?? .null).text())"
        }
        guard let result else { return "nothing instead of \(expected.text())" }
        if specification["unordered"] != nil, let left = result.arrayValue, let right = expected.arrayValue {
            return left.map { $0.text() }.sorted() == right.map { $0.text() }.sorted() ? nil : shown
        }
        return isSame(result, expected) ? nil : "\(shown) instead of \(expected.text())"
    }

    /// Whether two results are the same; numbers as doubles, which is all that the language has.
    private static func isSame(_ left: JSONValue, _ right: JSONValue) -> Bool {
        switch (left, right) {
        case (.array(let a), .array(let b)): a.count == b.count && zip(a, b).allSatisfy { isSame($0, $1) }
        case (.object(let a), .object(let b)):
            a.count == b.count && a.allSatisfy { member in b[member.key].map { isSame(member.value, $0) } ?? false }
        default: left == right || left.doubleValue != nil && left.doubleValue == right.doubleValue
        }
    }

    /// The data sets that cases name, each read once.
    private final class Datasets: Sendable {
        private let values: [String: JSONValue]

        init(_ folder: URL) {
            var values: [String: JSONValue] = [:]
            for file in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] {
                let text = try? String(contentsOf: folder.appending(path: file), encoding: .utf8)
                if let text, let value = try? JSONValue(parsing: text) { values[String(file.dropLast(5))] = value }
            }
            self.values = values
        }

        func named(_ name: String) throws -> JSONValue {
            try #require(values[name], "no data set \(name)")
        }
    }
}
