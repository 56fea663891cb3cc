/// `$base64encode`, `$base64decode`, `$encodeUrl`, `$encodeUrlComponent`, `$decodeUrl`, `$decodeUrlComponent`
enum EncodingFunctions {
    static let all: [NativeFunction] = [
        NativeFunction("base64encode", "<s-:s>", arity: 1) { call in
            guard let text = call.string(0) else { return .nothing }
            // Each UTF-16 code unit is taken for a byte, as the browser's function does.
            return try call.text(Base64.encode(HalfPairs.units(of: text).map { UInt8(truncatingIfNeeded: $0) }))
        },
        NativeFunction("base64decode", "<s-:s>", arity: 1) { call in
            guard let text = call.string(0) else { return .nothing }
            return try call.text(HalfPairs.text(of: Base64.decode(text).map { UInt16($0) }))
        },
        encoder("encodeUrl", keeping: URLText.reserved),
        encoder("encodeUrlComponent", keeping: []),
        decoder("decodeUrl", keeping: URLText.reserved),
        decoder("decodeUrlComponent", keeping: []),
    ]

    private static func encoder(_ name: String, keeping reserved: Set<UInt8>) -> NativeFunction {
        NativeFunction(name, "<s-:s>", arity: 1) { call in
            guard let text = call.string(0) else { return .nothing }
            guard let encoded = URLText.encode(text, keeping: reserved) else { throw malformed(name, call[0]) }
            return try call.text(encoded)
        }
    }

    private static func decoder(_ name: String, keeping reserved: Set<UInt8>) -> NativeFunction {
        NativeFunction(name, "<s-:s>", arity: 1) { call in
            guard let text = call.string(0) else { return .nothing }
            guard let decoded = URLText.decode(text, keeping: reserved) else { throw malformed(name, call[0]) }
            return try call.text(decoded)
        }
    }

    private static func malformed(_ name: String, _ value: Value) -> JSONataError {
        JSONataError("D3140", value: Stringifier.describe(value), ["functionName": name])
    }
}

/// Percent-encoding as JavaScript's `encodeURI` and its relatives do it.
private enum URLText {
    static let reserved = Set(";/?:@&=+$,#".utf8)
    private static let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()".utf8)
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// The encoded text; nil where it holds half of a surrogate pair.
    static func encode(_ text: String, keeping reserved: Set<UInt8>) -> String? {
        if HalfPairs.mayOccur(in: text) { return nil }
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if unreserved.contains(byte) || reserved.contains(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The decoded text, in which what stands for a reserved character stays encoded; nil where it is malformed.
    static func decode(_ text: String, keeping reserved: Set<UInt8>) -> String? {
        let source = Array(text.utf8)
        var bytes: [UInt8] = []
        var index = 0
        while index < source.count {
            guard source[index] == UInt8(ascii: "%") else {
                bytes.append(source[index])
                index += 1
                continue
            }
            guard index + 2 < source.count,
                let byte = UInt16(hexadecimal: source[(index + 1)...(index + 2)].map { UInt16($0) }[...])
            else { return nil }
            if reserved.contains(UInt8(byte)) {
                bytes += source[index...(index + 2)]
            } else {
                bytes.append(UInt8(byte))
            }
            index += 3
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

private enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            bits <<= UInt32(3 - group.count) * 8
            for index in 0..<4 {
                let digit = Int(bits >> UInt32(18 - index * 6) & 63)
                result.append(index <= group.count ? alphabet[digit] : UInt8(ascii: "="))
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The bytes; what is no digit is skipped and padding ends them, and the URL-safe digits count too.
    static func decode(_ text: String) -> [UInt8] {
        var result: [UInt8] = []
        var bits: UInt32 = 0
        var count: UInt32 = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: "=") { break }
            let standard =
                byte == UInt8(ascii: "-") ? UInt8(ascii: "+") : byte == UInt8(ascii: "_") ? UInt8(ascii: "/") : byte
            guard let digit = alphabet.firstIndex(of: standard) else { continue }
            bits = bits << 6 | UInt32(digit)
            count += 6
            if count >= 8 {
                count -= 8
                result.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        return result
    }
}
