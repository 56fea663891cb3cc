import ArgumentParser
import FlowIO
import FlowJSON
import FlowTime
import JSONata

/// `flowbook jsonata`: an expression over any JSON.
struct JSONataCommand: FlowbookCommand {
    static let configuration = CommandConfiguration(
        commandName: "jsonata", abstract: "Evaluate a JSONata expression over a JSON file or standard input.",
        discussion: """
            EXAMPLES
              flowbook jsonata 'results[status = "CLOSED"].name' answer.json
              flowbook jsonata '$sum(tasks.duration) / $days' run.json --bind days=7
              flowbook jsonata --null-input '$now()' --raw
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: ArgumentHelp("The expression.", valueName: "expression"))
    var expression: String

    @Argument(help: ArgumentHelp("A file of JSON. Default: standard input.", valueName: "file"))
    var file: String?

    @Option(help: ArgumentHelp("A variable for the expression; may be repeated.", valueName: "name=json"))
    var bind: [String] = []

    @Flag(name: .customLong("null-input"), help: "Read nothing; the expression has no input.")
    var hasNullInput = false

    @Flag(help: "Indent the result.")
    var pretty = false

    @Flag(help: "Print a result that is a string without quotes.")
    var raw = false

    @Option(help: ArgumentHelp("Seconds until the evaluation is given up.", valueName: "seconds"))
    var timeLimit = 30.0

    func validate() throws {
        if hasNullInput, file != nil { throw ValidationError("--null-input and a file exclude each other") }
        guard timeLimit > 0 else { throw ValidationError("--time-limit must be above 0") }
    }

    func run(_ environment: CommandEnvironment) async throws -> ExitStatus {
        let bindings = try Dictionary(bind.map(Self.binding)) { _, last in last }
        let expression = try JSONataExpression(parsing: expression)
        let host = JSONataHost(
            now: environment.console.now().milliseconds, random: SystemRandomNumberGenerator(), clock: ContinuousClock()
        )
        let limits = JSONataLimits(time: .seconds(timeLimit))
        let result: JSONValue?
        if hasNullInput {
            result = try expression.evaluate(nil, bindings: bindings, limits: limits, host: host)
        } else {
            let input = try ByteInput.open(file ?? "-", temporaryFolder: environment.console.temporaryFolder)
            let bytes = try input.contents()
            result = try bytes.withUnsafeBytes {
                try expression.evaluate(document: $0, bindings: bindings, limits: limits, host: host)
            }
        }
        guard let result else { return .done }
        if raw, let text = result.stringValue {
            environment.console.writeLine(text)
        } else {
            environment.console.writeLine(result.text(style: pretty ? .pretty : .compact))
        }
        return .done
    }

    private static func binding(_ text: String) throws -> (String, JSONValue) {
        guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
            throw UsageError(what: "\"\(text)\" binds nothing", fix: "write --bind NAME=JSON")
        }
        let name = text[..<equals].drop { $0 == "$" }
        do throws(JSONError) {
            return (String(name), try JSONValue(parsing: String(text[text.index(after: equals)...])))
        } catch {
            throw UsageError(
                what: "the value of --bind \(name) is not JSON: \(error.description)", fix: "put texts in double quotes"
            )
        }
    }
}
