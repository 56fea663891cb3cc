extension DatePicture {
    /// An offset from UTC.
    private struct Zone {
        var hours = 0
        var minutes = 0

        /// Reads `+hhmm`; both parts of a negative offset are negative.
        init(_ text: String?) {
            var digits = Substring(text ?? "").drop { $0.isWhitespace }
            let isNegative = digits.hasPrefix("-")
            if isNegative || digits.hasPrefix("+") { digits = digits.dropFirst() }
            guard let offset = Int(digits.prefix { $0.isASCII && $0.isNumber }.prefix(6)) else { return }
            hours = (isNegative ? -offset : offset) / 100
            minutes = (isNegative ? -offset : offset) % 100
        }

        var combined: Int { hours * 100 + minutes }
        var millis: Double { Double(hours * 60 + minutes) * 60_000 }
    }

    /// The text of an instant by a picture, ISO 8601 where there is none.
    ///
    /// `zone` is the offset from UTC that it is written in, as `+hhmm`; UTC where there is none.
    static func format(_ millis: Double, _ picture: String?, zone: String?) throws -> String {
        guard abs(millis) <= CivilTime.farthest else { throw JSONataError("D1001", about: .number(millis)) }
        let zone = Zone(zone)
        let time = CivilTime(millis: millis + zone.millis)
        return try DatePicture(picture ?? isoPicture).parts.map { part in
            switch part {
            case .literal(let text): text
            case .marker(let marker): try format(marker, time, zone)
            }
        }.joined()
    }

    private static func format(_ marker: Marker, _ time: CivilTime, _ zone: Zone) throws -> String {
        switch marker.component {
        case "P":
            let half = time.hour >= 12 ? "pm" : "am"
            return marker.names == .upper ? half.uppercased() : half
        case "C", "E": return "ISO"
        case "Z", "z": return try format(zone: zone, marker)
        default: break
        }
        var value = time.component(marker.component)
        if let integer = marker.integer {
            if let digits = marker.yearDigits, digits < 18 {
                value %= (0..<digits).reduce(1) { power, _ in power * 10 }
            }
            return try integer.format(Double(value))
        }
        return try name(value, marker)
    }

    private static func name(_ value: Int, _ marker: Marker) throws -> String {
        var name: String
        switch marker.component {
        case "M", "x": name = months[value - 1]
        case "F": name = days[value - 1]
        default: throw JSONataError("D3133", about: .string(String(marker.component)))
        }
        if marker.names == .upper { name = name.uppercased() }
        if marker.names == .lower { name = name.lowercased() }
        return marker.maximumWidth.map { String(name.prefix($0)) } ?? name
    }

    private static func format(zone: Zone, _ marker: Marker) throws -> String {
        guard let integer = marker.integer else { return "" }
        if zone.combined == 0, marker.writesZulu { return "Z" }
        var text: String
        if case .decimal(let decimal) = integer.primary, decimal.regularDistance == 0 {
            switch decimal.mandatoryDigits {
            case 1, 2:
                text = try integer.format(Double(zone.hours))
                if zone.minutes != 0 { text += ":" + (try IntegerPicture("00").format(Double(abs(zone.minutes)))) }
            case 3, 4: text = try integer.format(Double(zone.combined))
            default: throw JSONataError("D3134", about: .number(Double(decimal.mandatoryDigits)))
            }
        } else {
            text = try integer.format(Double(zone.combined))
        }
        return (marker.component == "z" ? "GMT" : "") + (zone.combined >= 0 ? "+" : "") + text
    }
}
