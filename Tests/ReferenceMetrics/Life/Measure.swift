/// A duration that may not exist.
enum Length: Equatable {
    /// One of the two instants does not exist.
    case none
    /// The second instant lies before the first: a defect, and no duration.
    case negative
    /// Milliseconds, real or working time.
    case time(Int64)

    /// The milliseconds, where the duration exists.
    var milliseconds: Int64? {
        guard case .time(let milliseconds) = self else { return nil }
        return milliseconds
    }
}

/// How time is measured in a report: up to `as_of`, in real or working time.
struct Measure {
    var asOf: Int64
    var working: WorkingTime?

    /// The instant, where it does not lie after `as_of`.
    func seen(_ instant: Int64?) -> Int64? {
        guard let instant, instant <= asOf else { return nil }
        return instant
    }

    /// The time between two instants, of which the first is not the later one.
    func time(from: Int64, to: Int64) -> Int64 {
        if let working { return working.time(from: from, to: to) }
        return to - from
    }

    /// The duration between two instants.
    func length(from: Int64?, to: Int64?) -> Length {
        guard let from, let to else { return .none }
        return to < from ? .negative : .time(time(from: from, to: to))
    }
}
