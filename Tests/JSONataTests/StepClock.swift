import FlowTime
import Synchronization

/// A clock that moves on by a millisecond each time it is looked at.
final class StepClock: Clock {
    struct Instant: InstantProtocol {
        let offset: Duration

        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private let looks = Atomic(0)

    var now: Instant { Instant(offset: .milliseconds(looks.add(1, ordering: .relaxed).newValue)) }
    var minimumResolution: Duration { .milliseconds(1) }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {}
}
