/// The types that a function's parameters take, as written between angle brackets.
struct Signature: Sendable {
    /// The letters of the types that a value can have; `missing` stands for no value, which nearly every parameter takes.
    private enum Letter {
        static let missing = UInt8(ascii: "m")
        static let array = UInt8(ascii: "a")
        static let any = Set("asnblfom".utf8)
        static let json = Set("asnblom".utf8)
    }

    private struct Parameter: Sendable {
        var types: Set<UInt8>
        var type: UInt8
        var isOptional = false
        var isRepeated = false
        /// Whether the context value stands in for a missing argument.
        var usesContext = false
        var subtype: String?
    }

    private var parameters: [Parameter] = []

    /// A signature of the standard library, which is known to be well-formed.
    init(builtIn text: StaticString) {
        do {
            try self.init(text.description)
        } catch {
            preconditionFailure("the signature \(text) of a built-in function is malformed")
        }
    }

    init(_ text: String) throws {
        let letters = Array(text.utf8)
        var index = 1
        parsing: while index < letters.count {
            switch letters[index] {
            case UInt8(ascii: ":"): break parsing
            case UInt8(ascii: "s"), UInt8(ascii: "n"), UInt8(ascii: "b"), UInt8(ascii: "l"), UInt8(ascii: "o"):
                parameters.append(Parameter(types: [letters[index], Letter.missing], type: letters[index]))
            case UInt8(ascii: "a"), UInt8(ascii: "x"):
                parameters.append(Parameter(types: Letter.any, type: letters[index]))
            case UInt8(ascii: "f"): parameters.append(Parameter(types: [letters[index]], type: letters[index]))
            case UInt8(ascii: "j"): parameters.append(Parameter(types: Letter.json, type: letters[index]))
            case UInt8(ascii: "-"): modify { $0.usesContext = true }
            case UInt8(ascii: "?"): modify { $0.isOptional = true }
            case UInt8(ascii: "+"): modify { $0.isRepeated = true }
            case UInt8(ascii: "("):
                let end = Self.closing(letters, index, UInt8(ascii: "("), UInt8(ascii: ")"))
                let choice = letters[min(index + 1, end)..<end]
                if choice.contains(UInt8(ascii: "<")) {
                    throw SignatureError(code: "S0402", offset: index, value: String(decoding: choice, as: UTF8.self))
                }
                parameters.append(Parameter(types: Set(choice).union([Letter.missing]), type: letters[index]))
                index = end
            case UInt8(ascii: "<"):
                guard let last = parameters.last, [UInt8(ascii: "a"), UInt8(ascii: "f")].contains(last.type) else {
                    let type = parameters.last.map { String(decoding: [$0.type], as: UTF8.self) }
                    throw SignatureError(code: "S0401", offset: index, value: type)
                }
                let end = Self.closing(letters, index, UInt8(ascii: "<"), UInt8(ascii: ">"))
                let subtype = String(decoding: letters[min(index + 1, end)..<end], as: UTF8.self)
                modify { $0.subtype = subtype }
                index = end
            default: break
            }
            index += 1
        }
    }

    private mutating func modify(_ change: (inout Parameter) -> Void) {
        if !parameters.isEmpty { change(&parameters[parameters.count - 1]) }
    }

    /// The place of the bracket that closes the one at `start`, or the end.
    private static func closing(_ letters: [UInt8], _ start: Int, _ open: UInt8, _ close: UInt8) -> Int {
        var depth = 0
        for index in start..<letters.count {
            if letters[index] == open { depth += 1 } else if letters[index] == close { depth -= 1 }
            if depth == 0 { return index }
        }
        return letters.count
    }

    /// Whether a call with so many arguments may take an object that is its context for one that it lacks.
    func mayTakeContext(count: Int) -> Bool {
        guard let parameter = parameters.first(where: \.usesContext) else { return false }
        if count < parameters.count(where: { !$0.isOptional }) { return true }
        return parameter.type == UInt8(ascii: "o") && count < parameters.count
    }

    private static func letter(_ value: Value) -> UInt8 {
        switch value {
        case .nothing, .tuple, .tail: Letter.missing
        case .null: UInt8(ascii: "l")
        case .bool: UInt8(ascii: "b")
        case .number: UInt8(ascii: "n")
        case .string: UInt8(ascii: "s")
        case .jsonArray, .list: Letter.array
        case .jsonObject, .object: UInt8(ascii: "o")
        case .function: UInt8(ascii: "f")
        }
    }

    // MARK: Validation

    /// The arguments as the function takes them: missing ones taken from the context, single values made arrays.
    func validate(_ arguments: [Value], context: Value) throws -> [Value] {
        let letters = arguments.map(Self.letter)
        var counts = Array(repeating: 0, count: parameters.count)
        var reached = 0
        guard match(letters, 0, 0, &counts, &reached) else {
            throw JSONataError(
                "T0410", value: reached < arguments.count ? Stringifier.describe(arguments[reached]) : nil,
                ["index": String(reached + 1)])
        }
        var result: [Value] = []
        result.reserveCapacity(max(arguments.count, parameters.count))
        var index = 0
        for (parameter, count) in zip(parameters, counts) {
            if count == 0 {
                if parameter.usesContext {
                    guard parameter.types.contains(Self.letter(context)) else {
                        throw JSONataError("T0411", value: Stringifier.describe(context), ["index": String(index + 1)])
                    }
                    result.append(context)
                } else {
                    result.append(index < arguments.count ? arguments[index] : .nothing)
                    index += 1
                }
            }
            for _ in 0..<count {
                let argument = index < arguments.count ? arguments[index] : .nothing
                index += 1
                result.append(try parameter.type == Letter.array ? array(argument, parameter, index) : argument)
            }
        }
        return result
    }

    /// How many arguments each parameter takes, as many as it can; the furthest argument that fits is noted.
    private func match(
        _ letters: [UInt8], _ parameter: Int, _ argument: Int, _ counts: inout [Int], _ reached: inout Int
    ) -> Bool {
        reached = max(reached, argument)
        guard parameter < parameters.count else { return argument == letters.count }
        let declared = parameters[parameter]
        var most = 0
        while argument + most < letters.count, most == 0 || declared.isRepeated,
            declared.types.contains(letters[argument + most])
        {
            most += 1
        }
        let least = declared.isOptional || declared.usesContext ? 0 : 1
        var count = most
        while count >= least {
            counts[parameter] = count
            if match(letters, parameter + 1, argument + count, &counts, &reached) { return true }
            count -= 1
        }
        return false
    }

    /// An argument as an array, of the type that the parameter declares.
    private func array(_ value: Value, _ parameter: Parameter, _ number: Int) throws -> Value {
        let letter = Self.letter(value)
        if letter == Letter.missing { return .nothing }
        guard let subtype = parameter.subtype, let wanted = subtype.utf8.first else {
            return letter == Letter.array ? value : .list(ValueList([value]))
        }
        let fits =
            letter == Letter.array
            ? value.asElements.allSatisfy { Self.letter($0) == wanted } : subtype.utf8.elementsEqual([letter])
        guard fits else {
            throw JSONataError(
                "T0412", value: Stringifier.describe(value),
                ["index": String(number), "type": Self.plurals[wanted] ?? "values"])
        }
        return letter == Letter.array ? value : .list(ValueList([value]))
    }

    private static let plurals: [UInt8: String] = [
        UInt8(ascii: "a"): "arrays", UInt8(ascii: "b"): "booleans", UInt8(ascii: "f"): "functions",
        UInt8(ascii: "n"): "numbers", UInt8(ascii: "o"): "objects", UInt8(ascii: "s"): "strings",
    ]
}

/// Why a signature is malformed, and where in it.
struct SignatureError: Error {
    let code: String
    let offset: Int
    let value: String?
}
