import FlowModel
import FlowTime
import GRDB
import GRDBSQLite

/// The values of an execution's rows in the tables that people query, made ready so that the one writer has only to bind
/// them: its texts point to nothing outside.
struct RowValues: Sendable {
    private enum Kind: UInt8 { case null, integer, text, shared }

    /// How many rows each of `ExecutionTable.all` gets.
    private var rowCounts: [Int] = []
    /// What each value is, row by row, in the order of the columns that are written.
    private var kinds: [Kind] = []
    /// The integers, and of a text where it begins in `texts` and how long it is, without those that are NULL.
    private var numbers: [Int64] = []
    private var texts: [UInt8] = []

    /// The rows of an execution in all tables.
    init(_ execution: borrowing FlowExecution) {
        for table in ExecutionTable.all {
            let count = table.rowCount(execution)
            rowCounts.append(count)
            for index in 0..<count {
                for column in table.stored {
                    column.write?(execution, index, &self)
                    if column.isShared, table.compactName != nil, kinds.last == .text {
                        kinds[kinds.count - 1] = .shared
                    }
                }
            }
        }
    }

    /// How many bytes of memory the values take.
    var byteCount: Int { kinds.count + numbers.count * MemoryLayout<Int64>.stride + texts.count }

    // MARK: Appending

    mutating func append(_ value: Int64?) {
        kinds.append(value == nil ? .null : .integer)
        if let value { numbers.append(value) }
    }

    mutating func append(text: RecordText, of execution: borrowing FlowExecution) {
        if text.isMissing { return kinds.append(.null) }
        let start = texts.count
        texts.append(contentsOf: execution.utf8(text))
        endText(from: start)
    }

    mutating func append(word: String) {
        let start = texts.count
        texts.append(contentsOf: word.utf8)
        endText(from: start)
    }

    /// A day since 1970-01-01 as `2026-11-23`.
    mutating func append(day: Int?) {
        guard let day else { return kinds.append(.null) }
        let start = texts.count
        InstantText.append(day: day, to: &texts)
        endText(from: start)
    }

    /// A JSON array of strings; NULL where there are none.
    mutating func append(list: ArraySlice<RecordText>, of execution: borrowing FlowExecution) {
        if list.isEmpty { return kinds.append(.null) }
        let start = texts.count
        for text in list {
            texts.append(UInt8(ascii: texts.count == start ? "[" : ","))
            appendQuoted(execution.utf8(text))
        }
        texts.append(UInt8(ascii: "]"))
        endText(from: start)
    }

    private mutating func endText(from start: Int) {
        kinds.append(.text)
        numbers.append(Int64(start) << 32 | Int64(texts.count - start))
    }

    private mutating func appendQuoted(_ bytes: UnsafeBufferPointer<UInt8>) {
        texts.append(UInt8(ascii: "\""))
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): texts += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                let digits = String(byte, radix: 16)
                texts += Array((digits.count == 1 ? "\\u000" : "\\u00").utf8) + Array(digits.utf8)
            default: texts.append(byte)
            }
        }
        texts.append(UInt8(ascii: "\""))
    }

    // MARK: Writing

    /// Inserts the rows of the run of a number, by one statement for each of `ExecutionTable.all`.
    func insert(by insertions: [SQLStatement], run: Int64, _ interner: TextInterner) throws(DatabaseError) {
        try texts.withUnsafeBufferPointer { texts throws(DatabaseError) in
            var nextKind = 0
            var nextNumber = 0
            func nextText() -> UnsafeBufferPointer<UInt8> {
                let (start, length) = (Int(numbers[nextNumber] >> 32), Int(numbers[nextNumber] & 0xFFFF_FFFF))
                nextNumber += 1
                return .init(rebasing: texts[start..<(start + length)])
            }
            for (index, insertion) in insertions.enumerated() {
                let isCompact = ExecutionTable.all[index].compactName != nil
                for _ in 0..<rowCounts[index] {
                    if isCompact { insertion.bind(run, at: 0) }
                    for column in (isCompact ? 1 : 0)..<insertion.parameterCount {
                        switch kinds[nextKind] {
                        case .null: insertion.bind(nil, at: column)
                        case .integer:
                            insertion.bind(numbers[nextNumber], at: column)
                            nextNumber += 1
                        case .text: insertion.bind(text: nextText(), at: column)
                        case .shared: insertion.bind(try interner.number(of: nextText()), at: column)
                        }
                        nextKind += 1
                    }
                    try insertion.run()
                }
            }
        }
    }
}

/// The numbers of texts that many rows have.
final class TextInterner {
    private var numbers: [ArraySlice<UInt8>: Int64] = [:]
    private let find: SQLStatement
    private let insertion: SQLStatement

    /// More are not kept in memory: the table has them all.
    private static let limit = 50_000

    init(_ connection: OpaquePointer?) throws(DatabaseError) {
        find = try SQLStatement("SELECT number FROM texts WHERE text = ?", connection)
        insertion = try SQLStatement("INSERT INTO texts (text) VALUES (?) RETURNING number", connection)
    }

    /// The number of a text, which gets one where it has none.
    func number(of text: UnsafeBufferPointer<UInt8>) throws(DatabaseError) -> Int64 {
        let key = Array(text)[...]
        if let known = numbers[key] { return known }
        let number = try stored(text)
        if numbers.count >= Self.limit { numbers.removeAll(keepingCapacity: true) }
        numbers[key] = number
        return number
    }

    private func stored(_ text: UnsafeBufferPointer<UInt8>) throws(DatabaseError) -> Int64 {
        find.bind(text: text, at: 0)
        defer { find.finish() }
        if try find.step() { return find.integer(0) }
        insertion.bind(text: text, at: 0)
        defer { insertion.finish() }
        _ = try insertion.step()
        return insertion.integer(0)
    }
}

/// The rows of executions in the tables that people query, and their compact records, which share texts with them.
struct ExecutionRows {
    private let insertions: [SQLStatement]
    private let removals: [SQLStatement]
    private let storeRecord: SQLStatement
    private let interner: TextInterner

    init(_ connection: OpaquePointer?) throws(DatabaseError) {
        insertions = try ExecutionTable.all.map { table throws(DatabaseError) in
            try SQLStatement(table.insertion, connection)
        }
        removals = try ExecutionTable.all.map { table throws(DatabaseError) in
            try SQLStatement(table.removal, connection)
        }
        storeRecord = try SQLStatement("INSERT OR REPLACE INTO records (number, record) VALUES (?, ?)", connection)
        interner = try TextInterner(connection)
    }

    /// Removes an execution from all tables.
    func remove(_ id: String, run: Int64) throws(DatabaseError) {
        for (table, removal) in zip(ExecutionTable.all, removals) {
            if table.compactName == nil { removal.bind(copying: id, at: 0) } else { removal.bind(run, at: 0) }
            try removal.run()
        }
    }

    /// Adds an execution that the tables do not have, and stores its record.
    func insert(_ execution: PreparedExecution, run: Int64) throws(DatabaseError) {
        try execution.rows.insert(by: insertions, run: run, interner)
        storeRecord.bind(run, at: 0)
        let record = try execution.record.record { text throws(DatabaseError) in try interner.number(of: text) }
        try storeRecord.run(binding: record, at: 1)
    }
}
