import FlowTime
import GRDBSQLite

/// A function that questions in SQL have besides SQLite's own.
package struct QueryFunction: Sendable {
    /// As it is called: `percentile(x, p)`.
    package let call: String
    package let note: String

    package static let all = [
        QueryFunction(call: "median(x)", note: "The median of the values of a group, those that are NULL left out."),
        QueryFunction(
            call: "percentile(x, p)",
            note: "Their percentile, p from 0 to 100, with linear interpolation as in all tables."),
        QueryFunction(
            call: "working_days(a, b)",
            note: """
                Working time from one instant to another in working days, Monday to Friday from 08:00 to 17:00 unless the \
                question has a calendar; negative where b comes first. Instants are milliseconds since 1970, dates or texts.
                """),
    ]

    /// Adds all of them to a connection.
    static func addAll(to connection: OpaquePointer?, _ calendar: @escaping @Sendable () -> WorkingCalendar) {
        PercentileFunction.add(to: connection)
        WorkingDaysFunction.add(to: connection, calendar)
    }
}

/// The aggregate functions `median` and `percentile`, which also work over windows.
private final class PercentileFunction {
    private var values: [Double] = []
    private var percent = 50.0

    static func add(to connection: OpaquePointer?) {
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS
        for (name, count) in [("median", Int32(1)), ("percentile", 2)] {
            sqlite3_create_window_function(
                connection, name, count, flags, nil,
                { context, count, arguments in PercentileFunction.at(context)?.take(context, count, arguments) },
                { context in
                    guard let function = PercentileFunction.taken(from: context) else {
                        return sqlite3_result_null(context)
                    }
                    function.result(context)
                },
                { context in
                    guard let function = PercentileFunction.at(context) else { return sqlite3_result_null(context) }
                    function.result(context)
                },
                { context, _, arguments in PercentileFunction.at(context)?.leave(arguments) }, nil)
        }
    }

    /// The state of the group at hand, made at its first value.
    private static func at(_ context: OpaquePointer?) -> PercentileFunction? {
        let size = Int32(MemoryLayout<UnsafeMutableRawPointer?>.size)
        guard let memory = sqlite3_aggregate_context(context, size) else {
            sqlite3_result_error_nomem(context)
            return nil
        }
        // SQLite gives zeros at first, which are no pointer.
        let place = memory.assumingMemoryBound(to: UnsafeMutableRawPointer?.self)
        if let known = place.pointee { return Unmanaged<PercentileFunction>.fromOpaque(known).takeUnretainedValue() }
        let function = PercentileFunction()
        place.pointee = Unmanaged.passRetained(function).toOpaque()
        return function
    }

    /// The state at the end of a group, which SQLite asks for once; nil of a group without rows.
    private static func taken(from context: OpaquePointer?) -> PercentileFunction? {
        guard let memory = sqlite3_aggregate_context(context, 0) else { return nil }
        let place = memory.assumingMemoryBound(to: UnsafeMutableRawPointer?.self)
        guard let known = place.pointee else { return nil }
        place.pointee = nil
        return Unmanaged<PercentileFunction>.fromOpaque(known).takeRetainedValue()
    }

    private func take(
        _ context: OpaquePointer?, _ count: Int32, _ arguments: UnsafeMutablePointer<OpaquePointer?>?
    ) {
        guard let arguments else { return }
        if count > 1 {
            percent = sqlite3_value_double(arguments[1])
            guard sqlite3_value_numeric_type(arguments[1]) != SQLITE_NULL, (0...100).contains(percent) else {
                return sqlite3_result_error(context, "percentile() takes a percentage from 0 to 100", -1)
            }
        }
        switch sqlite3_value_numeric_type(arguments[0]) {
        case SQLITE_NULL: break
        case SQLITE_INTEGER, SQLITE_FLOAT: values.append(sqlite3_value_double(arguments[0]))
        default: sqlite3_result_error(context, "median() and percentile() take numbers", -1)
        }
    }

    /// Leaves out the value that came first, as a window moves on.
    private func leave(_ arguments: UnsafeMutablePointer<OpaquePointer?>?) {
        guard let arguments, sqlite3_value_numeric_type(arguments[0]) != SQLITE_NULL, !values.isEmpty else { return }
        values.removeFirst()
    }

    /// Linear interpolation between the neighbours of (n − 1) · p, as docs/metrics.md#percentile has it.
    private func result(_ context: OpaquePointer?) {
        guard !values.isEmpty else { return sqlite3_result_null(context) }
        let sorted = values.sorted()
        let place = Double(sorted.count - 1) * percent / 100
        let lower = Int(place.rounded(.down))
        let upper = min(lower + 1, sorted.count - 1)
        sqlite3_result_double(context, sorted[lower] + (place - Double(lower)) * (sorted[upper] - sorted[lower]))
    }
}

/// The function `working_days`.
private final class WorkingDaysFunction {
    /// Made when the first value is asked for: most questions have no use for it.
    private lazy var calendar = make()
    private let make: @Sendable () -> WorkingCalendar

    private init(_ make: @escaping @Sendable () -> WorkingCalendar) {
        self.make = make
    }

    static func add(to connection: OpaquePointer?, _ calendar: @escaping @Sendable () -> WorkingCalendar) {
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS
        sqlite3_create_function_v2(
            connection, "working_days", 2, flags, Unmanaged.passRetained(WorkingDaysFunction(calendar)).toOpaque(),
            { context, _, arguments in
                guard let context, let arguments, let function = sqlite3_user_data(context) else { return }
                Unmanaged<WorkingDaysFunction>.fromOpaque(function).takeUnretainedValue().result(context, arguments)
            }, nil, nil,
            { function in
                if let function { Unmanaged<WorkingDaysFunction>.fromOpaque(function).release() }
            })
    }

    private func result(_ context: OpaquePointer, _ arguments: UnsafeMutablePointer<OpaquePointer?>) {
        guard sqlite3_value_type(arguments[0]) != SQLITE_NULL, sqlite3_value_type(arguments[1]) != SQLITE_NULL else {
            return sqlite3_result_null(context)
        }
        guard let start = instant(arguments[0]), let end = instant(arguments[1]) else {
            return sqlite3_result_error(
                context, "working_days() takes milliseconds since 1970, dates or instants as text", -1)
        }
        let work = calendar.duration(from: min(start, end), to: max(start, end))
        let days = Double(work.count) / Double(calendar.dayLength.count)
        sqlite3_result_double(context, start <= end ? days : -days)
    }

    private func instant(_ value: OpaquePointer?) -> Instant? {
        switch sqlite3_value_type(value) {
        case SQLITE_INTEGER: return Instant(milliseconds: sqlite3_value_int64(value))
        case SQLITE_FLOAT:
            let number = sqlite3_value_double(value)
            return number.magnitude < 0x1p62 ? Instant(milliseconds: Int64(number)) : nil
        case SQLITE_TEXT:
            guard let text = sqlite3_value_text(value) else { return nil }
            let bytes = UnsafeBufferPointer(start: text, count: Int(sqlite3_value_bytes(value)))
            return TimestampParser.parse(bytes).instant(in: calendar.zone)
        default: return nil
        }
    }
}
