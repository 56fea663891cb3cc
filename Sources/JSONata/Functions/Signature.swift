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

    /// The position of the bracket that closes the one at `start`, or the end.
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
        guard match(letters, &counts, &reached) else {
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
    ///
    /// Works backwards from the last parameter, so that it takes time in proportion to parameters and arguments, whatever
    /// the signature is.
    private func match(_ letters: [UInt8], _ counts: inout [Int], _ reached: inout Int) -> Bool {
        if letters.count == parameters.count, matchOneEach(letters) {
            for index in counts.indices { counts[index] = 1 }
            return true
        }
        // For each parameter and argument: how many the parameter takes from there so that the rest fits; -1 for never.
        let width = letters.count + 1
        var table = Array(repeating: -1, count: (parameters.count + 1) * width)
        table[parameters.count * width + letters.count] = 0
        for index in parameters.indices.reversed() {
            let declared = parameters[index]
            let least = declared.isOptional || declared.usesContext ? 0 : 1
            // The furthest position behind the run of arguments of this type from which the rest fits.
            var furthest = -1
            for argument in (0..<width).reversed() {
                let next = (index + 1) * width
                let fits = argument < letters.count && declared.types.contains(letters[argument])
                var end = -1
                if fits, declared.isRepeated {
                    furthest = max(furthest, table[next + argument + 1] >= 0 ? argument + 1 : -1)
                    end = furthest
                } else {
                    furthest = -1
                    if fits, table[next + argument + 1] >= 0 { end = argument + 1 }
                }
                if end > argument {
                    table[index * width + argument] = end - argument
                } else if least == 0, table[next + argument] >= 0 {
                    table[index * width + argument] = 0
                }
            }
        }
        guard table[0] >= 0 else {
            reached = furthestFit(letters)
            return false
        }
        var argument = 0
        for index in parameters.indices {
            counts[index] = table[index * width + argument]
            argument += counts[index]
        }
        return true
    }

    /// Whether each parameter takes one argument: the common case.
    private func matchOneEach(_ letters: [UInt8]) -> Bool {
        zip(parameters, letters).allSatisfy { !$0.isRepeated && $0.types.contains($1) }
    }

    /// How many arguments fit the first parameters in some way.
    private func furthestFit(_ letters: [UInt8]) -> Int {
        var positions: Set<Int> = [0]
        var furthest = 0
        for declared in parameters where !positions.isEmpty {
            var next: Set<Int> = declared.isOptional || declared.usesContext ? positions : []
            for position in positions {
                var end = position
                while end < letters.count, end == position || declared.isRepeated,
                    declared.types.contains(letters[end]), !next.contains(end + 1)
                {
                    end += 1
                    next.insert(end)
                }
            }
            positions = next
            furthest = max(furthest, next.max() ?? 0)
        }
        return furthest
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
