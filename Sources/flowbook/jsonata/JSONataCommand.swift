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
    var timeLimit: Seconds<604_800> = 30.0

    func validate() throws {
        if hasNullInput, file != nil { throw ValidationError("--null-input and a file exclude each other") }
    }

    func run(in world: World) async throws -> ExitStatus {
        let bindings = try Dictionary(bind.map(Self.binding)) { _, last in last }
        let expression = try JSONataExpression(parsing: expression)
        let host = JSONataHost(
            now: world.now().milliseconds, random: SystemRandomNumberGenerator(), clock: ContinuousClock())
        let limits = JSONataLimits(time: .seconds(timeLimit.value))
        let result: JSONValue?
        if hasNullInput {
            result = try expression.evaluate(nil, bindings: bindings, limits: limits, host: host)
        } else {
            let input = try ByteInput.open(file ?? "-", temporaryFolder: world.temporaryFolder)
            let bytes = try input.contents()
            result = try bytes.withUnsafeBytes {
                try expression.evaluate(document: $0, bindings: bindings, limits: limits, host: host)
            }
        }
        guard let result else { return .done }
        if raw, let text = result.stringValue {
            world.writeLine(text)
        } else {
            world.writeLine(result.text(style: pretty ? .pretty : .compact))
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

    /// The arguments with an expression that begins with a minus behind `--`, which tells it from an option.
    ///
    /// The first word is the expression where one minus begins it and it is none of the short options. Options after it
    /// move to its front.
    static func protectingMinus(in arguments: [String]) -> [String] {
        guard arguments.first == configuration.commandName else { return arguments }
        let options = EnvironmentOptions.options(of: JSONataCommand.self)
        let valued = Set(options.filter { !$0.isFlag }.flatMap(\.spellings))
        let short = Set(options.flatMap(\.spellings).filter { !$0.hasPrefix("--") }.compactMap(\.last)).union("h")
        var leading = Array(arguments.prefix(1))
        var positional: [String] = []
        var rest = arguments.dropFirst()
        while let word = rest.popFirst() {
            let isExpression =
                word.hasPrefix("-") && !word.hasPrefix("--") && !word.dropFirst().allSatisfy(short.contains)
            if word == "--" {
                positional += rest
                break
            } else if positional.isEmpty, isExpression || word == "-" || !word.hasPrefix("-") {
                guard isExpression else { return arguments }
                positional.append(word)
            } else if word == "-" || !word.hasPrefix("-") {
                positional.append(word)
            } else {
                leading.append(word)
                if valued.contains(word), let value = rest.popFirst() { leading.append(value) }
            }
        }
        return positional.isEmpty ? arguments : leading + ["--"] + positional
    }
}
