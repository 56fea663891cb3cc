import Foundation

/// Formats numbers by a picture, as XPath's `format-number` does.
enum NumberPicture {
    private typealias Text = [Unicode.Scalar]

    static func format(_ number: Double, _ picture: String, _ symbols: DecimalSymbols) throws -> String {
        let halves = Array(picture.unicodeScalars).split(
            separator: symbols.patternSeparator, omittingEmptySubsequences: false)
        guard halves.count <= 2 else { throw JSONataError("D3080") }
        var pictures = try halves.map { try SubPicture(Array($0), symbols) }
        if pictures.count == 1 {
            pictures.append(pictures[0])
            pictures[1].prefix = Array(symbols.minusSign.unicodeScalars) + pictures[1].prefix
        }
        let picture = pictures[number < 0 ? 1 : 0]
        if number.isNaN { return symbols.notANumber }
        let digits = number.isInfinite ? Text(symbols.infinity.unicodeScalars) : write(abs(number), picture, symbols)
        var result = String.UnicodeScalarView()
        result.append(contentsOf: picture.prefix + digits + picture.suffix)
        return String(result)
    }

    /// The digits of a number that is not negative, with separators and exponent.
    private static func write(_ number: Double, _ picture: SubPicture, _ symbols: DecimalSymbols) -> Text {
        var mantissa = number * picture.scale
        var exponent: Int?
        if picture.minimumExponent > 0 {
            var power = 0
            let (least, most) = (pow(10, Double(picture.scalingFactor - 1)), pow(10, Double(picture.scalingFactor)))
            while mantissa > 0, mantissa < least {
                mantissa *= 10
                power -= 1
            }
            while mantissa > most, mantissa.isFinite {
                mantissa /= 10
                power += 1
            }
            exponent = power
        }
        let rounded = NumberText.round(mantissa, decimals: picture.maximumFraction)
        let fixed = NumberText.fixed(rounded, decimals: picture.maximumFraction).split(separator: ".")
        var integer = (fixed.first.map { Text($0.unicodeScalars) } ?? []).map(symbols.translated)
        var fraction = (fixed.count > 1 ? Text(fixed[1].unicodeScalars) : []).map(symbols.translated)
        integer = Text(integer.drop { $0 == symbols.zeroDigit })
        while fraction.last == symbols.zeroDigit { fraction.removeLast() }
        integer = pad(picture.minimumInteger - integer.count, symbols) + integer
        fraction += pad(picture.minimumFraction - fraction.count, symbols)
        group(&integer, picture, symbols)
        for (index, position) in picture.fractionGroupingPositions.enumerated() where position + index < fraction.count
        {
            fraction.insert(symbols.groupingSeparator, at: position + index)
        }
        var result = integer
        if picture.hasDecimalSeparator, !fraction.isEmpty { result += [symbols.decimalSeparator] + fraction }
        if let exponent {
            let power = Text(String(abs(exponent)).unicodeScalars).map(symbols.translated)
            result.append(symbols.exponentSeparator)
            if exponent < 0 { result += Text(symbols.minusSign.unicodeScalars) }
            result += pad(picture.minimumExponent - power.count, symbols) + power
        }
        return result
    }

    private static func pad(_ count: Int, _ symbols: DecimalSymbols) -> Text {
        Array(repeating: symbols.zeroDigit, count: max(0, count))
    }

    private static func group(_ integer: inout Text, _ picture: SubPicture, _ symbols: DecimalSymbols) {
        var positions = picture.groupingPositions
        if picture.regularGrouping > 0 {
            positions = Array(stride(from: picture.regularGrouping, to: integer.count, by: picture.regularGrouping))
        }
        let count = integer.count
        for position in positions.sorted() where position > 0 && position < count {
            integer.insert(symbols.groupingSeparator, at: count - position)
        }
    }
}

/// One half of a number picture: how numbers of one sign are written.
struct SubPicture {
    typealias Text = [Unicode.Scalar]

    var prefix: Text
    let suffix: Text
    let hasDecimalSeparator: Bool
    let scale: Double
    let groupingPositions: [Int]
    /// The distance of grouping separators where it is the same everywhere, else 0.
    let regularGrouping: Int
    let fractionGroupingPositions: [Int]
    let scalingFactor: Int
    private(set) var minimumInteger: Int
    private(set) var minimumFraction: Int
    private(set) var maximumFraction: Int
    /// The least count of exponent digits; 0 where the picture has no exponent.
    let minimumExponent: Int

    /// The parts of a sub-picture as they are written.
    private struct Parts {
        let whole: Text
        let active: Text
        let mantissa: Text
        let exponent: Text?
        let integer: Text
        let fraction: Text
    }

    init(_ text: Text, _ symbols: DecimalSymbols) throws {
        func isOuter(_ scalar: Unicode.Scalar) -> Bool {
            symbols.isActive(scalar) && scalar != symbols.exponentSeparator
        }
        // Without any digit or separator nothing stands outside of the active part, so that what else is in it is at fault.
        let first = text.firstIndex(where: isOuter) ?? 0
        let end = text.lastIndex(where: isOuter).map { $0 + 1 } ?? text.count
        prefix = Array(text[..<first])
        suffix = Array(text[end...])
        let active = Array(text[first..<end])
        let exponentIndex = active.firstIndex(of: symbols.exponentSeparator)
        let mantissa = Array(active[..<(exponentIndex ?? active.count)])
        let exponent = exponentIndex.map { Array(active[($0 + 1)...]) }
        let decimalIndex = mantissa.firstIndex(of: symbols.decimalSeparator)
        let parts = Parts(
            whole: text, active: active, mantissa: mantissa, exponent: exponent,
            integer: Array(mantissa[..<(decimalIndex ?? mantissa.count)]),
            fraction: decimalIndex.map { Array(mantissa[($0 + 1)...]) } ?? [])
        if let code = Self.fault(parts, symbols) { throw JSONataError(code) }

        hasDecimalSeparator = text.contains(symbols.decimalSeparator)
        scale = text.contains(symbols.percent) ? 100 : text.contains(symbols.perMille) ? 1000 : 1
        groupingPositions = Self.groupings(parts.integer, symbols) { parts.integer[$0...] }
        fractionGroupingPositions = Self.groupings(parts.fraction, symbols) { parts.fraction[..<$0] }
        regularGrouping = Grouping.regularDistance(groupingPositions)
        minimumInteger = parts.integer.count(where: symbols.isDecimalDigit)
        scalingFactor = minimumInteger
        minimumFraction = parts.fraction.count(where: symbols.isDecimalDigit)
        maximumFraction = parts.fraction.count(where: symbols.isDigit)
        if minimumInteger == 0, maximumFraction == 0 {
            if exponent != nil {
                minimumFraction = 1
                maximumFraction = 1
            } else {
                minimumInteger = 1
            }
        }
        if exponent != nil, minimumInteger == 0, parts.integer.contains(symbols.digit) { minimumInteger = 1 }
        if minimumInteger == 0, minimumFraction == 0 { minimumFraction = 1 }
        minimumExponent = exponent?.count(where: symbols.isDecimalDigit) ?? 0
    }

    private static func groupings(
        _ part: Text, _ symbols: DecimalSymbols, _ side: (Int) -> ArraySlice<Unicode.Scalar>
    ) -> [Int] {
        part.indices.filter { part[$0] == symbols.groupingSeparator }.map { side($0).count(where: symbols.isDigit) }
    }

    /// The code of what is wrong with the parts; where several things are, the last one of the specification's list.
    private static func fault(_ parts: Parts, _ symbols: DecimalSymbols) -> String? {
        let whole = parts.whole
        func count(_ scalar: Unicode.Scalar) -> Int { whole.count { $0 == scalar } }
        var code: String?
        if count(symbols.decimalSeparator) > 1 { code = "D3081" }
        if count(symbols.percent) > 1 { code = "D3082" }
        if count(symbols.perMille) > 1 { code = "D3083" }
        if count(symbols.percent) > 0, count(symbols.perMille) > 0 { code = "D3084" }
        if !parts.mantissa.contains(where: symbols.isDigit) { code = "D3085" }
        if !parts.active.allSatisfy(symbols.isActive) { code = "D3086" }
        if let decimal = whole.firstIndex(of: symbols.decimalSeparator) {
            let around = whole[max(0, decimal - 1)..<min(whole.count, decimal + 2)]
            if around.contains(symbols.groupingSeparator) { code = "D3087" }
        } else if parts.integer.last == symbols.groupingSeparator {
            code = "D3088"
        }
        let separator = symbols.groupingSeparator
        if zip(whole, whole.dropFirst()).contains(where: { $0 == (separator, separator) }) { code = "D3089" }
        if let index = parts.integer.firstIndex(of: symbols.digit),
            parts.integer[..<index].contains(where: symbols.isDecimalDigit)
        {
            code = "D3090"
        }
        if let index = parts.fraction.lastIndex(of: symbols.digit),
            parts.fraction[index...].contains(where: symbols.isDecimalDigit)
        {
            code = "D3091"
        }
        if let exponent = parts.exponent {
            if !exponent.isEmpty, count(symbols.percent) + count(symbols.perMille) > 0 { code = "D3092" }
            if exponent.isEmpty || !exponent.allSatisfy(symbols.isDecimalDigit) { code = "D3093" }
        }
        return code
    }

    /// How far apart grouping separators are.
    enum Grouping {
        /// The distance of separators at positions counted from the end, where all are multiples of it; 0 elsewhere.
        static func regularDistance(_ positions: [Int]) -> Int {
            guard let first = positions.first else { return 0 }
            let distance = positions.dropFirst().reduce(first, divisor)
            for index in 0..<positions.count where !positions.contains((index + 1) * distance) { return 0 }
            return distance
        }

        private static func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
    }
}

/// The characters of a number picture, which the options of `$formatNumber` can replace.
struct DecimalSymbols {
    var decimalSeparator: Unicode.Scalar = "."
    var groupingSeparator: Unicode.Scalar = ","
    var exponentSeparator: Unicode.Scalar = "e"
    var percent: Unicode.Scalar = "%"
    var perMille: Unicode.Scalar = "\u{2030}"
    var zeroDigit: Unicode.Scalar = "0"
    var digit: Unicode.Scalar = "#"
    var patternSeparator: Unicode.Scalar = ";"
    var minusSign = "-"
    var infinity = "Infinity"
    var notANumber = "NaN"

    init(_ options: Value) {
        func replace(_ symbol: inout Unicode.Scalar, _ name: String) {
            if let replacement = options.member(name).string?.unicodeScalars.first { symbol = replacement }
        }
        replace(&decimalSeparator, "decimal-separator")
        replace(&groupingSeparator, "grouping-separator")
        replace(&exponentSeparator, "exponent-separator")
        replace(&percent, "percent")
        replace(&perMille, "per-mille")
        replace(&zeroDigit, "zero-digit")
        replace(&digit, "digit")
        replace(&patternSeparator, "pattern-separator")
        minusSign = options.member("minus-sign").string ?? minusSign
        infinity = options.member("infinity").string ?? infinity
        notANumber = options.member("NaN").string ?? notANumber
    }

    /// Whether the character is one of the ten digits that start with the zero digit.
    func isDecimalDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= zeroDigit.value && scalar.value < zeroDigit.value + 10
    }

    func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar == digit || isDecimalDigit(scalar) }

    /// Whether the character means something in a picture other than itself.
    func isActive(_ scalar: Unicode.Scalar) -> Bool {
        isDigit(scalar) || scalar == decimalSeparator || scalar == exponentSeparator || scalar == groupingSeparator
            || scalar == patternSeparator
    }

    /// The digit that stands for an ASCII one.
    func translated(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard scalar.value >= 0x30, scalar.value <= 0x39 else { return scalar }
        return Unicode.Scalar(zeroDigit.value + scalar.value - 0x30) ?? scalar
    }
}
