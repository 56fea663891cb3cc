import FlowJSON
import FuzzSupport
import JSONata

extension JSONataHost {
    /// Surroundings that never change: it is 2018-05-07T10:20:30.123Z.
    static let testing = JSONataHost(
        now: 1_525_688_430_123, random: SeededGenerator(seed: 1), clock: ContinuousClock())
}

/// Evaluates an expression on JSON text and gives the result as JSON text, `nothing` where there is none and the code
/// and position where it fails: `T2001@7`.
func outcome(
    _ source: String, on input: String? = nil, bindings: [String: JSONValue] = [:],
    limits: JSONataLimits = JSONataLimits()
) throws -> String {
    let value = try input.map { try JSONValue(parsing: $0) }
    do throws(JSONataError) {
        let expression = try JSONataExpression(parsing: source)
        return try expression.evaluate(value, bindings: bindings, limits: limits, host: .testing)?.text() ?? "nothing"
    } catch {
        return error.code + (error.position.map { "@\($0)" } ?? "")
    }
}
