import FlowJSON
import Foundation
import FuzzSupport
import JSONata
import Testing

/// Expressions and documents by chance. `FLOWBOOK_FUZZ_SCALE` multiplies the tries; where `FLOWBOOK_FUZZ_CASE` names a
/// file, each case is written there before it is tried, so that one that ends the process can be found.
struct FuzzTests {
    @Test("Expressions made from the grammar evaluate to the same JSON twice, or fail with a known code")
    func grammar() throws {
        var random = FuzzEffort.generator(11)
        for _ in 0..<FuzzEffort.tries(700) {
            let source = RandomExpression.text(size: 2 + random.below(30), using: &random)
            try check(source, on: RandomDocument.text(using: &random))
        }
    }

    @Test("Damaged expressions evaluate to the same JSON twice, or fail with a known code")
    func damagedExpressions() throws {
        var random = FuzzEffort.generator(12)
        for _ in 0..<FuzzEffort.tries(700) {
            var bytes = Array(RandomExpression.text(size: 2 + random.below(12), using: &random).utf8)
            ByteMutation.mutate(&bytes, using: &random)
            try check(String(decoding: bytes, as: UTF8.self), on: RandomDocument.text(using: &random))
        }
    }

    @Test("Random tokens and bytes never end the process")
    func tokens() throws {
        var random = FuzzEffort.generator(13)
        for _ in 0..<FuzzEffort.tries(700) {
            var source = ""
            for _ in 0..<1 + random.below(14) {
                source += random.oneIn(12) ? String(UnicodeScalar(UInt8(random.below(256)))) : random.pick(Self.pieces)
            }
            try check(source, on: RandomDocument.text(using: &random))
        }
    }

    @Test("Simple expressions over any JSON text never end the process")
    func documents() throws {
        var random = FuzzEffort.generator(14)
        for _ in 0..<FuzzEffort.tries(300) {
            let text = String(decoding: RandomJSON.text(using: &random), as: UTF8.self)
            let source = random.pick([
                "**", "*.*", "$", "$string($)", "$spread($)", "$keys($)", "**[0]", "$merge($)", "$distinct(**)",
                "$sort(*)",
                "$ = $$", "$each($, function($v, $k) { $k & $string($v) })", "**.%", "*#$i.$i", "$number(*)", "*^($)",
            ])
            try check(source, on: text)
        }
    }

    private static let pieces = [
        ".", "[", "]", "{", "}", "(", ")", ",", "@", "#", ";", ":", "?", "+", "-", "*", "/", "%", "|", "=", "<", ">",
        "^", "&",
        "!", "~", "..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??", "and ", "or ", "in ", "function", "\u{3BB}",
        "$", "$x",
        "$$", "a", "b", "'s'", "\"t\"", "`q`", "1", "0.5", "1e9", "null", "true", "/r/", "/*c*/", " ", "\\", "$string",
        "$sum",
        "$map", "function($x){", "<n:n>", "[]", "()", "{}", "$eval('a')", "\u{1F600}", "\u{DC}",
    ]

    private func check(_ source: String, on document: String) throws {
        if let file = ProcessInfo.processInfo.environment["FLOWBOOK_FUZZ_CASE"] {
            try "\(source)\n\(document)\n".write(toFile: file, atomically: false, encoding: .utf8)
        }
        let input = try JSONValue(parsing: document)
        let limits = JSONataLimits(depth: 2_000, time: .milliseconds(500), sequence: 10_000)
        let clock = ContinuousClock()
        var first = ""
        let elapsed = try clock.measure { first = try Self.outcome(source, input, limits) }
        #expect(elapsed < .seconds(20), "\(source) on \(document) took \(elapsed)")
        if first.hasPrefix("D1012") { return }
        let second = try Self.outcome(source, input, limits)
        #expect(first == second || second.hasPrefix("D1012"), "\(source) on \(document)")
    }

    /// The result as JSON text, which must be valid, or the code and position of the error, which must be known.
    private static func outcome(_ source: String, _ input: JSONValue, _ limits: JSONataLimits) throws -> String {
        do throws(JSONataError) {
            let expression = try JSONataExpression(parsing: source)
            guard let result = try expression.evaluate(input, limits: limits, host: .testing) else { return "nothing" }
            let text = result.text()
            let isValid = (try? JSONValue(parsing: text)) != nil
            #expect(isValid, "\(source) on \(input.text()) gave \(text)")
            return text
        } catch {
            #expect(JSONataError.codes.contains(error.code), "\(source) on \(input.text()) threw \(error)")
            if let position = error.position {
                #expect((0...source.utf16.count).contains(position), "\(source) threw \(error)")
            }
            return error.description
        }
    }
}
