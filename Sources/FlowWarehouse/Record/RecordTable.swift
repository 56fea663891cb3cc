/// The distinct texts or times of a record by their numbers; the memory is kept from record to record.
struct RecordTable<Element: BitwiseCopyable>: ~Copyable {
    private var entries: UnsafeMutablePointer<Element>
    private var capacity: Int
    private var count: Int
    /// Numbers of every record's table that stand for something special.
    private let reserved: Int
    private(set) var isDamaged = false

    init(beginning: [Element]) {
        capacity = 128
        reserved = beginning.count
        count = beginning.count
        entries = .allocate(capacity: capacity)
        for (index, element) in beginning.enumerated() { entries[index] = element }
    }

    deinit {
        entries.deallocate()
    }

    /// Empties the table and makes room for so many elements.
    mutating func clear(capacity wanted: Int) {
        isDamaged = false
        count = reserved
        guard reserved + wanted > capacity else { return }
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: (reserved + wanted) * 2)
        larger.update(from: entries, count: reserved)
        entries.deallocate()
        entries = larger
        capacity = (reserved + wanted) * 2
    }

    /// Adds an element, of which there must not be more than `clear` was told.
    @inline(__always)
    mutating func append(_ element: Element) {
        assert(count < capacity)
        entries[count] = element
        count += 1
    }

    subscript(number: UInt64) -> Element {
        @inline(__always) mutating get {
            if number < UInt64(count) { return entries[Int(number)] }
            isDamaged = true
            return entries[0]
        }
    }
}
