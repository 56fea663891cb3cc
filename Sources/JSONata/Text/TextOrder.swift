#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension String {
    /// Whether two strings have the same code units; `==` would also take two spellings of a letter for the same.
    func isSameText(as other: String) -> Bool {
        let count = utf8.count
        guard count == other.utf8.count else { return false }
        let same = utf8.withContiguousStorageIfAvailable { left in
            other.utf8.withContiguousStorageIfAvailable { right in
                guard let left = left.baseAddress, let right = right.baseAddress else { return true }
                return memcmp(left, right, count) == 0
            }
        }
        return (same ?? nil) ?? utf8.elementsEqual(other.utf8)
    }

    /// Whether this string comes before another in the order of their UTF-16 code units.
    ///
    /// UTF-8 bytes are in that order but for one thing: characters beyond U+FFFF, which UTF-16 writes with surrogates,
    /// come before U+E000 to U+FFFF.
    func precedes(_ other: String) -> Bool {
        var left = self
        var right = other
        return left.withUTF8 { left in
            right.withUTF8 { right in
                let common = Swift.min(left.count, right.count)
                for index in 0..<common where left[index] != right[index] {
                    let (a, b) = (left[index], right[index])
                    if a >= 0xF0, b >= 0xEE, b < 0xF0 { return true }
                    if b >= 0xF0, a >= 0xEE, a < 0xF0 { return false }
                    return a < b
                }
                return left.count < right.count
            }
        }
    }
}
