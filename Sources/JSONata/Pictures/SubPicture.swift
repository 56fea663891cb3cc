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
        guard let first = text.firstIndex(where: isOuter), let last = text.lastIndex(where: isOuter) else {
            throw JSONataError("D3085")
        }
        prefix = Array(text[..<first])
        suffix = Array(text[(last + 1)...])
        let active = Array(text[first...last])
        let exponentPlace = active.firstIndex(of: symbols.exponentSeparator)
        let mantissa = Array(active[..<(exponentPlace ?? active.count)])
        let exponent = exponentPlace.map { Array(active[($0 + 1)...]) }
        let decimalPlace = mantissa.firstIndex(of: symbols.decimalSeparator)
        let parts = Parts(
            whole: text, active: active, mantissa: mantissa, exponent: exponent,
            integer: Array(mantissa[..<(decimalPlace ?? mantissa.count)]),
            fraction: decimalPlace.map { Array(mantissa[($0 + 1)...]) } ?? [])
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
        func hasNeighbours(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
            zip(whole, whole.dropFirst()).contains { $0 == (first, second) }
        }
        var code: String?
        if count(symbols.decimalSeparator) > 1 { code = "D3081" }
        if count(symbols.percent) > 1 { code = "D3082" }
        if count(symbols.perMille) > 1 { code = "D3083" }
        if count(symbols.percent) > 0, count(symbols.perMille) > 0 { code = "D3084" }
        if !parts.mantissa.contains(where: symbols.isDigit) { code = "D3085" }
        if !parts.active.allSatisfy(symbols.isActive) { code = "D3086" }
        if count(symbols.decimalSeparator) > 0 {
            if hasNeighbours(symbols.groupingSeparator, symbols.decimalSeparator)
                || hasNeighbours(symbols.decimalSeparator, symbols.groupingSeparator)
            {
                code = "D3087"
            }
        } else if parts.integer.last == symbols.groupingSeparator {
            code = "D3088"
        }
        if hasNeighbours(symbols.groupingSeparator, symbols.groupingSeparator) { code = "D3089" }
        if let place = parts.integer.firstIndex(of: symbols.digit),
            parts.integer[..<place].contains(where: symbols.isDecimalDigit)
        {
            code = "D3090"
        }
        if let place = parts.fraction.lastIndex(of: symbols.digit),
            parts.fraction[place...].contains(where: symbols.isDecimalDigit)
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
