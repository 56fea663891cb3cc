/// Small damage to a text, of the kinds that real files show and parsers stumble over.
package enum ByteMutation {
    /// Bytes that mean something to JSON, timestamps or UTF-8.
    private static let telling =
        Array("{}[]:,\"\\ \t\n\r0123456789-+.eE/tfnulrabTZz".utf8) + [
            0x00, 0x0B, 0x0C, 0x1A, 0x1F, 0x7F, 0x80, 0xBF, 0xC0, 0xC2, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF,
        ]

    /// Damages a text one to three times.
    ///
    /// - Parameters:
    ///   - bytes: the text.
    ///   - random: decides what happens where.
    package static func mutate(_ bytes: inout [UInt8], using random: inout SeededGenerator) {
        for _ in 0...random.below(3) { mutateOnce(&bytes, using: &random) }
    }

    private static func mutateOnce(_ bytes: inout [UInt8], using random: inout SeededGenerator) {
        guard !bytes.isEmpty else {
            bytes.append(random.pick(telling))
            return
        }
        let place = random.below(bytes.count)
        switch random.below(9) {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(bytes[place], at: place)
        case 2: bytes.swapAt(place, random.below(bytes.count))
        case 3: bytes[place] = random.pick(telling)
        case 4: bytes.insert(random.pick(telling), at: place)
        case 5: bytes[place] ^= 1 << UInt8(random.below(8))
        case 6: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(8)))
        case 7: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 1 + random.below(8))], at: place)
        default: bytes.removeSubrange((random.oneIn(2) ? place : max(place, bytes.count - 4))...)
        }
    }
}
