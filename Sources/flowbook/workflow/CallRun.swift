import ArgumentParser
import FlowAPI
import FlowIO
import FlowJSON
import FlowOperations
import HTTPTypes
import JSONata
import Logging

/// One run of a command that calls: from the words of the command line to the answer on standard output.
struct CallRun {
    private let api: BuiltInDefinition
    private let command: any ParsableCommand.Type
    private let options: CallOptions
    private let isVerbose: Bool
    private let world: World
    private let screen: CallScreen

    init(
        _ api: BuiltInDefinition, _ command: any ParsableCommand.Type, _ options: CallOptions, _ common: CommonOptions,
        _ world: World
    ) {
        self.api = api
        self.command = command
        self.options = options
        isVerbose = common.verbose
        var world = world
        // Who sends the messages elsewhere reads the answer as text too.
        if common.color == .auto, !world.isErrorTerminal { world.usesColor = false }
        self.world = world
        screen = CallScreen(world)
    }

    func run() async throws -> ExitStatus {
        let expression = try options.jsonata.map { try JSONataExpression(parsing: $0) }
        let source = try await DefinitionSource.load(options.definition, api, options.pace, world)
        let definition = source.definition
        if options.help { return try await help(definition) }
        let questions = options.interactive ? TerminalPrompt(world).map { CallQuestions($0, world) } : nil
        guard let id = try options.operation ?? questions?.operation(of: definition) else {
            try await screen.page(OperationList(definition, isJSON: options.json).text(screen))
            return .done
        }
        let operation = try definition.operation(id)
        let headers = try CallHeaders.read(options.header)
        let login = try await login(replacing: headers[.authorization] != nil, isAsking: questions != nil)
        let server = try CallServer(source, operation, login, options.login, world).address
        if options.many.file != nil {
            return try await each(operation, definition, headers, login, server)
        }
        let values = try await values(of: operation, in: definition, questions)
        let request = try operation.request(values)
        let call = try APIOperation(request, headers: headers)
        let token = headers[.authorization] == nil ? login.token?.secret : nil
        let connection = try Connection(
            servers: Servers(server), token: token, headers: login.headers, allowsPlainHTTP: true)
        return try await APISession.run(login, connection, options.pace, world) { session in
            let sent = try connection.request(for: call, userAgent: Flowbook.userAgent)
            let trace = CallTrace(sent, request, token: login.token?.secret, screen)
            trace.begin(isVerbose: isVerbose, isIncluded: options.include)
            let response = try await session.client.response(to: call, followingRedirects: Self.mostRedirects)
                .masking(login.token?.secret)
            trace.end(response, isVerbose: isVerbose, isIncluded: options.include)
            try await CallAnswer(response, isOneLine: options.json, expression, screen).write()
            return try status(of: response, to: operation)
        }
    }

    /// The same for each line of a file.
    private func each(
        _ operation: Operation, _ definition: OpenAPIDefinition, _ headers: HTTPFields, _ login: Login,
        _ server: ServerAddress
    ) async throws -> ExitStatus {
        guard options.jsonata == nil else {
            throw UsageError(
                what: "--jsonata is about one answer, and --each gives many",
                fix: "pipe the lines through 'flowbook jsonata', or leave it out")
        }
        var values = OperationValues(positional: options.values, named: try options.param.map(Self.pair))
        if let data = options.data { values.body = try CallBody.read(Array(data.utf8), from: "-d") }
        let run = try EachRun(
            operation, in: definition, values, headers: headers, server: server, options, world)
        if options.many.dryRun { return try run.show() }
        guard try run.isAgreed(isAsking: options.interactive) else { return .interrupted }
        let connection = try Connection(
            servers: Servers(server), token: headers[.authorization] == nil ? login.token?.secret : nil,
            headers: login.headers, allowsPlainHTTP: true)
        return try await APISession.run(login, connection, options.pace, world) { session in
            try await run.send(session)
        }
    }

    private static let mostRedirects = 10

    /// What the answer means for whoever started the program; said once where nobody sees the status.
    private func status(of response: APIResponse, to operation: Operation) throws -> ExitStatus {
        if Redirect.isOne(response) {
            let place = response.headers[.location].map { " to \($0)" } ?? ""
            throw APIError.response(
                ResponseProblem(
                    operation: operation.id, status: response.status, message: "a redirect\(place), not followed"))
        }
        guard response.status >= 400 else { return .done }
        if !screen.isScreen {
            world.log.error(
                "the API answers \(operation.id) with status \(response.status)\(response.reason.isEmpty ? "" : " ")"
                    + response.reason, fix: "")
        }
        return .failed
    }

    private func help(_ definition: OpenAPIDefinition) async throws -> ExitStatus {
        if let id = options.operation {
            let operation = try definition.operation(id)
            let name = command.configuration.commandName ?? ""
            try await screen.page(OperationHelp(operation, definition, command: "flowbook \(name)").text(screen))
        } else {
            let general = Flowbook.helpMessage(for: command, columns: world.width.map { min($0, 120) })
            try await screen.page(general + "\n" + OperationList(definition, isJSON: false).text(screen))
        }
        return .done
    }

    /// Who calls and where; a token is needed unless a header of the command line says who calls.
    private func login(replacing isReplaced: Bool, isAsking: Bool) async throws -> Login {
        var login = try await APISession.login(options.login.options(world.environment), world)
        guard !isReplaced, login.token == nil else { return login }
        if isAsking { login = try LoginPrompt.completing(login, world) }
        if login.token == nil { _ = try login.connection() }
        return login
    }

    /// What the command line gives, what somebody answers, and the body.
    private func values(
        of operation: Operation, in definition: OpenAPIDefinition, _ questions: CallQuestions?
    ) async throws -> OperationValues {
        var values = OperationValues(positional: options.values, named: try options.param.map(Self.pair))
        // Too many are too many before anybody is asked for more.
        if let questions, options.values.count <= operation.summary.pathNames.count {
            try questions.complete(&values, of: operation, isGuided: options.guided)
        }
        if let data = options.data {
            values.body = try CallBody.read(Array(data.utf8), from: "-d")
        } else if operation.body != nil {
            let missing = operation.missing(values)
            guard missing.isEmpty else {
                throw OperationError.missingParameters(operation: operation.id, names: missing.map(\.name))
            }
            if world.isInputTerminal {
                values.body = try await questions?.body(of: operation, api, in: definition)
            } else {
                values.body = try CallBody.read(try world.readInput(), from: "standard input")
            }
        }
        return values
    }

    /// A name without an equals sign has an empty value.
    private static func pair(_ text: String) throws -> (name: String, text: String) {
        let equals = text.firstIndex(of: "=") ?? text.endIndex
        guard equals > text.startIndex else {
            throw UsageError(what: "\"\(text)\" names no parameter", fix: "write -p NAME=VALUE")
        }
        return (String(text[..<equals]), String(text[equals...].dropFirst()))
    }
}

/// The headers of the command line.
enum CallHeaders {
    /// - Throws: `UsageError` for what is no header.
    static func read(_ texts: [String]) throws -> HTTPFields {
        var fields = HTTPFields()
        for text in texts {
            let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw problem("\"\(text)\" has no colon") }
            let value = String(parts[1]).trimmingWhitespace()
            guard let name = HTTPField.Name(String(parts[0]).trimmingWhitespace()) else {
                throw problem("\"\(parts[0])\" is no name of a header")
            }
            guard !parts[1].utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }), HTTPField.isValidValue(value) else {
                throw problem("the value of \(name) holds characters that no header may have")
            }
            fields.append(HTTPField(name: name, value: value))
        }
        return fields
    }

    private static func problem(_ what: String) -> UsageError {
        UsageError(what: "-H takes a header: \(what)", fix: "write -H 'Name: value'")
    }
}

/// The body of a call.
enum CallBody {
    /// The bytes as they are to be sent, without white space around them; nil for nothing at all.
    ///
    /// - Throws: `UsageError` for what is no JSON.
    static func read(_ bytes: [UInt8], from place: String) throws -> [UInt8]? {
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        let body = Array(text.drop(while: blanks.contains).reversed().drop(while: blanks.contains).reversed())
        guard !body.isEmpty else { return nil }
        do throws(JSONError) {
            _ = try JSONLayout(.compact).text(of: body)
            return body
        } catch {
            throw UsageError(
                what: "what comes from \(place) is not JSON: \(error.description)",
                fix: "give one JSON text with -d or on standard input; nothing was sent")
        }
    }
}
