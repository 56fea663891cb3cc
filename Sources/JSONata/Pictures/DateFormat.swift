extension DatePicture {
    /// An offset from UTC.
    private struct Zone {
        let hours: Int
        let minutes: Int

        /// Reads `+hhmm`, `-hhmm` or `hhmm`; both parts of a negative offset are negative.
        init(_ text: String) throws {
            let hasSign = text.hasPrefix("+") || text.hasPrefix("-")
            let digits = text.utf8.dropFirst(hasSign ? 1 : 0).map { Int($0) - Int(UInt8(ascii: "0")) }
            guard digits.count == 4, digits.allSatisfy({ (0...9).contains($0) }), digits[0] * 10 + digits[1] < 24,
                digits[2] < 6
            else { throw JSONataError("D3134") }
            let sign = text.hasPrefix("-") ? -1 : 1
            hours = sign * (digits[0] * 10 + digits[1])
            minutes = sign * (digits[2] * 10 + digits[3])
        }

        var combined: Int { hours * 100 + minutes }
        var millis: Double { Double(hours * 60 + minutes) * 60_000 }
    }

    /// The text of an instant by a picture, ISO 8601 where there is none.
    ///
    /// `zone` is the offset from UTC that it is written in, as `+hhmm`; UTC where there is none, `D3134` for any other text.
    static func format(_ millis: Double, _ picture: String?, zone: String?) throws -> String {
        guard abs(millis) <= CivilTime.farthest else { throw JSONataError("D1001", about: .number(millis)) }
        let zone = try Zone(zone ?? "+0000")
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
