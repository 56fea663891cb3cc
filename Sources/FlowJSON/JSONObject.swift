/// An object's members in the order of the text; of a repeated key the last value stands, at the first one's place.
public struct JSONObject: Sendable {
    public typealias Member = (key: String, value: JSONValue)

    private var members: [Member]
    /// The place of each key, kept only for objects too large to search one by one.
    private var places: [Key: Int]?

    /// Up to this many members a linear search beats hashing.
    private static let linearLimit = 12

    public init() {
        members = []
    }

    public init(_ members: some Sequence<Member>) {
        self.init()
        for member in members { self[member.key] = member.value }
    }

    public var count: Int { members.count }
    public var isEmpty: Bool { members.isEmpty }
    public var keys: [String] { members.map(\.key) }
    public var values: [JSONValue] { members.map(\.value) }

    /// The value of a key; setting nil removes the member, setting a new key appends one.
    public subscript(key: String) -> JSONValue? {
        get {
            place(of: key).map { members[$0].value }
        }
        set {
            switch (place(of: key), newValue) {
            case (let place?, let value?):
                members[place].value = value
            case (let place?, nil):
                members.remove(at: place)
                places = members.count > Self.linearLimit ? Self.index(members) : nil
            case (nil, let value?):
                members.append((key, value))
                if places != nil {
                    places?[Key(text: key)] = members.count - 1
                } else if members.count > Self.linearLimit {
                    places = Self.index(members)
                }
            case (nil, nil):
                break
            }
        }
    }

    private func place(of key: String) -> Int? {
        let key = Key(text: key)
        if let places { return places[key] }
        return members.firstIndex { Key(text: $0.key) == key }
    }

    private static func index(_ members: [Member]) -> [Key: Int] {
        Dictionary(uniqueKeysWithValues: members.enumerated().map { (Key(text: $1.key), $0) })
    }

    /// A key by its code units: `String` would take two spellings of the same letter for one key.
    private struct Key: Hashable {
        let text: String

        static func == (left: Key, right: Key) -> Bool {
            left.text.utf8.count == right.text.utf8.count && left.text.utf8.elementsEqual(right.text.utf8)
        }

        func hash(into hasher: inout Hasher) {
            for byte in text.utf8 { hasher.combine(byte) }
        }
    }
}

extension JSONObject: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { members.count }
    public subscript(position: Int) -> Member { members[position] }
}

extension JSONObject: Hashable {
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.count == right.count && left.members.allSatisfy { right[$0.key] == $0.value }
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        var combined = 0
        for member in members {
            var one = Hasher()
            one.combine(member.key)
            one.combine(member.value)
            combined ^= one.finalize()
        }
        hasher.combine(combined)
    }
}
