import FlowJSON

/// A 128-bit FNV-1a hash: small, the same on every machine and in every release, and wide enough that two states of an
/// entity never meet by chance. It does not guard against forgery, and need not.
struct Fingerprint: Hashable {
    private(set) var value: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D

    mutating func add(_ byte: UInt8) {
        value = (value ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013B
    }

    /// Adds bytes behind their number, so that no two lists of texts run together.
    mutating func add(_ bytes: some Collection<UInt8>) {
        var count = UInt64(bytes.count)
        for _ in 0..<8 {
            add(UInt8(truncatingIfNeeded: count))
            count >>= 8
        }
        for byte in bytes { add(byte) }
    }

    /// Adds a value so that the order of an object's members makes no difference.
    mutating func add(_ json: JSONValue) {
        switch json {
        case .object(let members):
            add(UInt8(ascii: "{"))
            for member in members.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
                add(member.key.utf8)
                add(member.value)
            }
            add(UInt8(ascii: "}"))
        case .array(let elements):
            add(UInt8(ascii: "["))
            for element in elements { add(element) }
            add(UInt8(ascii: "]"))
        default:
            add(json.text().utf8)
        }
    }

    /// 32 hexadecimal digits.
    var text: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }
}
