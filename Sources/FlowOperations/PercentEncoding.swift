/// Percent escapes, as addresses have them.
package enum PercentEncoding {
    /// The text with everything but letters, digits and `-._~` as percent escapes. Points alone would change the path's
    /// meaning, so they are escaped where nothing else stands.
    ///
    /// - Parameters:
    ///   - text: any.
    ///   - keeping: further characters that stay.
    /// - Returns: ASCII alone.
    package static func encode(_ text: String, keeping: String = "") -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        let isPoints = text == "." || text == ".."
        var encoded: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"):
                encoded.append(byte)
            case UInt8(ascii: ".") where !isPoints: encoded.append(byte)
            case _ where byte < 0x80 && keeping.utf8.contains(byte): encoded.append(byte)
            default: encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    /// The text with its escapes resolved; what is no escape stays as it is.
    package static func decode(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var resolved: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let digits = bytes[min(index + 1, bytes.count)..<min(index + 3, bytes.count)]
            if bytes[index] == UInt8(ascii: "%"), digits.count == 2,
                let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            {
                resolved.append(byte)
                index += 3
            } else {
                resolved.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: resolved, as: UTF8.self)
    }
}
