/// An object made by the evaluation, its members in the order in which they were set.
///
/// A reference, because a transform changes the objects that its pattern finds within a copy of its input; nothing else
/// changes an object once it is built.
final class ObjectBox {
    private(set) var keys: [String] = []
    private(set) var values: [Value] = []
    private(set) var depth = 1
    /// The place of each key, kept only for objects too large to search one by one.
    private var places: [TextKey: Int]?
    private static let linearLimit = 10

    var count: Int { keys.count }

    subscript(key: String) -> Value {
        guard let place = place(of: key) else { return .nothing }
        return values[place]
    }

    func set(_ key: String, _ value: Value) {
        depth = max(depth, value.depth + 1)
        if let place = place(of: key) {
            values[place] = value
            return
        }
        keys.append(key)
        values.append(value)
        if places != nil {
            places?[TextKey(key)] = keys.count - 1
        } else if keys.count > Self.linearLimit {
            index()
        }
    }

    func remove(_ key: String) {
        guard let place = place(of: key) else { return }
        keys.remove(at: place)
        values.remove(at: place)
        places = nil
        if keys.count > Self.linearLimit { index() }
    }

    func place(of key: String) -> Int? {
        if let places { return places[TextKey(key)] }
        return keys.firstIndex { $0.isSameText(as: key) }
    }

    private func index() {
        places = Dictionary(uniqueKeysWithValues: keys.enumerated().map { (TextKey($1), $0) })
    }
}

/// A string as a key by its bytes: `String` would take two spellings of the same letter for one key.
struct TextKey: Hashable {
    let text: String

    init(_ text: String) { self.text = text }

    static func == (left: TextKey, right: TextKey) -> Bool { left.text.isSameText(as: right.text) }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
