/// One match of a regular expression or of a function that takes its place, in UTF-16 code units.
struct Match {
    let text: String
    let start: Int
    let end: Int
    let groups: [String?]
    /// The structure that a function made, which knows how to find the next match.
    var structure = Value.nothing

    /// The structure that is given to functions; it lacks `next`.
    var object: ObjectBox {
        let box = ObjectBox()
        box.set("match", .string(text))
        box.set("start", .number(Double(start)))
        box.set("end", .number(Double(end)))
        box.set("groups", groupList)
        return box
    }

    var groupList: Value { .list(ValueList(groups.map { $0.map { .string($0) } ?? .null })) }
}

/// Finds the matches of a text one after another.
struct MatchFinder {
    private let function: Function
    private let call: NativeCall
    private let matcher: RegexMatcher?
    private let position: Int
    let text: MatchedText
    private var last: Match?

    init(_ function: Function, _ text: String, _ call: NativeCall) {
        self.function = function
        self.call = call
        self.text = MatchedText(text)
        if case .regex(let regex, let position) = function.kind {
            matcher = RegexMatcher(regex, self.text.units) { try call.evaluator.pause() }
            self.position = position
        } else {
            matcher = nil
            position = 0
        }
    }

    /// The next match; nil where there are no more.
    mutating func next() throws -> Match? {
        let match = try matcher.map { try next($0) } ?? nextOfFunction()
        last = match
        return match
    }

    private func next(_ matcher: RegexMatcher) throws -> Match? {
        if let last, last.end >= text.units.count { return nil }
        guard let found = try matcher.firstMatch(from: last?.end ?? 0) else { return nil }
        let match = text.match(found)
        // A match of nothing would be found for ever at the same position.
        if last != nil, match.start == match.end { throw JSONataError("D1004", position: position) }
        return match
    }

    private func nextOfFunction() throws -> Match? {
        let structure: Value
        if let last {
            guard case .function(let next) = last.structure.member("next") else { return nil }
            structure = try call.evaluator.call(next, [], call.frame)
        } else {
            structure = try call.evaluator.call(function, [.string(HalfPairs.text(of: text.units))], call.frame)
        }
        if structure.isNothing { return nil }
        guard structure.isObject, case .number(let start) = structure.member("start"),
            case .number(let end) = structure.member("end"), structure.member("groups").isArray,
            let from = text.position(start), let to = text.position(end), from <= to
        else { throw JSONataError("T1010") }
        let groups = structure.member("groups").asElements.map(\.string)
        let matched = structure.member("match").string ?? text.substring(from, to)
        return Match(text: matched, start: from, end: to, groups: groups, structure: structure)
    }
}

extension MatchedText {
    /// The match that a matcher found.
    func match(_ positions: [Int]) -> Match {
        var groups: [String?] = []
        for index in stride(from: 2, to: positions.count, by: 2) {
            let (start, end) = (positions[index], positions[index + 1])
            groups.append(start >= 0 && end >= start ? substring(start, end) : nil)
        }
        return Match(
            text: substring(positions[0], positions[1]), start: positions[0], end: positions[1], groups: groups)
    }

    func position(_ number: Double) -> Int? {
        guard let position = Int(exactly: number.rounded(.down)), position >= 0, position <= units.count else {
            return nil
        }
        return position
    }
}

extension Evaluator {
    /// Lets the clock be looked at in the middle of a long match.
    func pause() throws {
        if let time = limits.time, elapsedTime > time { throw JSONataError("D1012") }
    }

    /// The structure that calling a regular expression as a function gives.
    func match(_ regex: Regex, _ text: MatchedText, from start: Int, at position: Int) throws -> Value {
        let matcher = RegexMatcher(regex, text.units) { try self.pause() }
        guard let found = try matcher.firstMatch(from: start) else { return .nothing }
        let match = text.match(found)
        let box = match.object
        box.set("next", .function(Function(.nextMatch(regex, text, start: match.end, position: position))))
        return .object(box)
    }

    func nextMatch(_ regex: Regex, _ text: MatchedText, from start: Int, at position: Int) throws -> Value {
        if start >= text.units.count { return .nothing }
        let value = try match(regex, text, from: start, at: position)
        if value.member("match").string?.isEmpty == true { throw JSONataError("D1004", position: position) }
        return value
    }
}
