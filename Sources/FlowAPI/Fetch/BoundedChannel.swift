import Synchronization

/// Hands elements from tasks to tasks in order, and holds up those that send while it is full.
///
/// Closing wakes everybody, so whoever cancels the tasks on both sides closes the channel.
final class BoundedChannel<Element: Sendable>: Sendable {
    private struct State {
        var buffer: [Element] = []
        /// The first element of `buffer` that nobody took yet; those before it are dropped now and then.
        var first = 0
        var isClosed = false
        var receivers: [CheckedContinuation<Element?, Never>] = []
        var senders: [(element: Element, continuation: CheckedContinuation<Bool, Never>)] = []

        var count: Int { buffer.count - first }

        mutating func take() -> Element? {
            guard first < buffer.count else { return nil }
            let element = buffer[first]
            first += 1
            if first >= 64 {
                buffer.removeFirst(first)
                first = 0
            }
            return element
        }
    }

    private let capacity: Int
    private let state = Mutex(State())

    init(capacity: Int) {
        self.capacity = max(1, capacity)
    }

    /// Waits for room and hands an element over; false where the channel is closed.
    func send(_ element: Element) async -> Bool {
        await withCheckedContinuation { continuation in
            let (receiver, answer) = state.withLock { state -> (CheckedContinuation<Element?, Never>?, Bool?) in
                if state.isClosed { return (nil, false) }
                if !state.receivers.isEmpty { return (state.receivers.removeFirst(), true) }
                if state.count < capacity {
                    state.buffer.append(element)
                    return (nil, true)
                }
                state.senders.append((element, continuation))
                return (nil, nil)
            }
            receiver?.resume(returning: element)
            if let answer { continuation.resume(returning: answer) }
        }
    }

    /// Waits for an element; nil when the channel is closed and nothing is left in it.
    func next() async -> Element? {
        await withCheckedContinuation { continuation in
            let (sender, answer) = state.withLock { state -> (CheckedContinuation<Bool, Never>?, Element??) in
                if let element = state.take() {
                    guard !state.senders.isEmpty else { return (nil, .some(element)) }
                    let waiting = state.senders.removeFirst()
                    state.buffer.append(waiting.element)
                    return (waiting.continuation, .some(element))
                }
                if state.isClosed { return (nil, .some(nil)) }
                state.receivers.append(continuation)
                return (nil, nil)
            }
            sender?.resume(returning: true)
            if let answer { continuation.resume(returning: answer) }
        }
    }

    /// Takes no more elements. Those that were sent, also those that wait for room, can still be received, unless they are
    /// to be dropped.
    func close(dropping: Bool = false) {
        let (senders, receivers) = state.withLock { state in
            state.isClosed = true
            let waiting = (state.senders.map(\.continuation), state.receivers)
            if dropping {
                state.buffer = []
                state.first = 0
            } else {
                state.buffer += state.senders.map(\.element)
            }
            state.senders = []
            state.receivers = []
            return waiting
        }
        for sender in senders { sender.resume(returning: !dropping) }
        for receiver in receivers { receiver.resume(returning: nil) }
    }
}
