/// Parses timestamps by a date/time picture.
///
/// What the picture leaves out before the most significant component is taken from the present time, what it leaves out
/// after the least significant one is zero, and a gap between the two is an error.
enum DateParser {
    /// Milliseconds since 1970; nil where the text does not fit the picture.
    static func parse(
        _ text: String, _ picture: String, now: Double, pause: @escaping () throws -> Void
    ) throws -> Double? {
        let parts = try DatePicture(picture).parts
        var pattern = "^"
        for part in parts { pattern += "(" + (try Self.pattern(part)) + ")" }
        let regex: Regex
        do {
            regex = try Regex(pattern + "$", .ignoreCase)
        } catch is RegexError {
            return nil
        }
        let source = MatchedText(text)
        guard let places = try RegexMatcher(regex, source.units, pause: pause).firstMatch(from: 0) else { return nil }
        let match = source.match(places)
        var components: [Character: Double] = [:]
        for (part, group) in zip(parts, match.groups) {
            guard case .marker(let marker) = part, let group else { continue }
            components[marker.component] = try value(group, marker)
        }
        return components.isEmpty ? nil : try combine(components, now: CivilTime(millis: now))
    }

    // MARK: Components

    private static func pattern(_ part: DatePicture.Part) throws -> String {
        guard case .marker(let marker) = part else {
            guard case .literal(let text) = part else { return "" }
            return text.map { ".*+?^${}()|[]\\/".contains($0) ? "\\\($0)" : String($0) }.joined()
        }
        if marker.component == "Z" || marker.component == "z" {
            let separator = separator(marker).map { "\\\($0)[0-9]+" } ?? ""
            return (marker.component == "z" ? "GMT" : "") + "[-+][0-9]+" + separator
        }
        guard let integer = marker.integer else {
            guard "MxFP".contains(marker.component) else {
                throw JSONataError("D3133", about: .string(String(marker.component)))
            }
            return "[a-zA-Z]+"
        }
        switch integer.primary {
        case .letters(let letterCase): return letterCase == .upper ? "[A-Z]+" : "[a-z]+"
        case .roman(let letterCase): return letterCase == .upper ? "[MDCLXVI]+" : "[mdclxvi]+"
        case .words:
            return "(?:"
                + (NumberWords.values.keys.sorted { $0.count > $1.count } + ["and", "[-, ]"]).joined(separator: "|")
                + ")+"
        case .decimal:
            let digits = "[0-9]" + (integer.parseWidth.map { "{\($0)}" } ?? "+")
            return digits + (integer.isOrdinal ? "(?:th|st|nd|rd)" : "")
        case .sequence(let token): throw JSONataError("D3130", about: .string(token))
        }
    }

    private static func separator(_ marker: DatePicture.Marker) -> Unicode.Scalar? {
        guard case .decimal(let decimal) = marker.integer?.primary, decimal.regularDistance > 0 else { return nil }
        return decimal.separators.first?.character
    }

    private static func value(_ text: String, _ marker: DatePicture.Marker) throws -> Double? {
        switch marker.component {
        case "Z", "z": return zoneMinutes(marker.component == "z" ? String(text.dropFirst(3)) : text, separator(marker))
        default: break
        }
        if marker.component == "f", case .decimal = marker.integer?.primary { return milliseconds(text) }
        if let integer = marker.integer { return try integer.parse(text) }
        func place(in names: [String]) -> Double? {
            let short = names.map { marker.maximumWidth.map { width in { String($0.prefix(width)) } }?($0) ?? $0 }
            return short.firstIndex { $0.lowercased() == text.lowercased() }.map { Double($0 + 1) }
        }
        switch marker.component {
        case "M", "x": return place(in: DatePicture.months)
        case "F": return place(in: DatePicture.days)
        case "P": return ["am": 0, "pm": 1][text.lowercased()]
        default: return nil
        }
    }

    /// The whole milliseconds of the digits of a fraction of a second.
    private static func milliseconds(_ digits: String) -> Double? {
        Double((digits + "000").prefix(3))
    }

    private static func zoneMinutes(_ text: String, _ separator: Unicode.Scalar?) -> Double {
        let sign: Double = text.hasPrefix("-") ? -1 : 1
        let digits = text.unicodeScalars.dropFirst()
        if let separator, let place = digits.firstIndex(of: separator) {
            let hours = Double(String(digits[..<place])) ?? 0
            return sign * (hours * 60 + (Double(String(digits[place...].dropFirst())) ?? 0))
        }
        let hours = Double(String(digits.prefix(2))) ?? 0
        return sign * (hours * 60 + (Double(String(digits.dropFirst(2))) ?? 0))
    }

    // MARK: Combination

    private static func combine(_ parsed: [Character: Double], now: CivilTime) throws -> Double? {
        var components = parsed
        func isOnly(_ allowed: String, of all: String) -> Bool {
            let given = all.filter { components[$0, default: 0] != 0 }
            return !given.isEmpty && given.allSatisfy { allowed.contains($0) }
        }
        let dates = "YXMxWwdD"
        let isDate = isOnly("YMD", of: dates)
        let isDayOfYear = !isDate && isOnly("Yd", of: dates)
        let isWeek = isOnly("Xxw", of: dates) || isOnly("XW", of: dates)
        let isTwelveHour = !isOnly("Hmsf", of: "PHhmsf") && isOnly("Phmsf", of: "PHhmsf")
        // Dates by week are not supported.
        if isWeek { throw JSONataError("D3136") }
        let order = (isDayOfYear ? "YD" : "YMD") + (isTwelveHour ? "Phmsf" : "Hmsf")
        var hasStarted = false
        var hasEnded = false
        for letter in order {
            if components[letter] != nil {
                hasStarted = true
                if hasEnded { throw JSONataError("D3136") }
            } else if hasStarted {
                components[letter] = "MDd".contains(letter) ? 1 : 0
                hasEnded = true
            } else {
                components[letter] = Double(now.component(letter))
            }
        }
        func field(_ letter: Character) -> Double { components[letter] ?? 0 }
        var day = Double(CivilTime.dayNumber(year(field("Y")), max(1, whole(field("M"))), whole(field("D"))))
        if isDayOfYear { day = Double(CivilTime.dayNumber(year(field("Y")), 1)) + field("d") - 1 }
        var hour = field("H")
        if isTwelveHour { hour = (field("h") == 12 ? 0 : field("h")) + (field("P") == 1 ? 12 : 0) }
        let zone = components["Z"].flatMap { $0 == 0 ? nil : $0 } ?? components["z"] ?? 0
        let minutes = hour * 60 + field("m") - zone
        let millis = day * CivilTime.dayMillis + minutes * 60_000 + field("s") * 1000 + field("f")
        return abs(millis) <= CivilTime.farthest ? millis : nil
    }

    /// A year as JavaScript's dates take it: two digits are in the twentieth century.
    private static func year(_ number: Double) -> Int {
        let year = whole(number)
        return year >= 0 && year <= 99 ? year + 1900 : year
    }

    private static func whole(_ number: Double) -> Int {
        Int(max(-1e6, min(1e6, number)))
    }
}
