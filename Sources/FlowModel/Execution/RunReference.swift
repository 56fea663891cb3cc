/// A run by its id, at the version of the API that it comes from.
package struct RunReference: Hashable, Sendable {
    package let id: String
    package let api: APIVersion

    package init(id: String, api: APIVersion) {
        self.id = id
        self.api = api
    }

    /// By code units: `String` would take two spellings of the same letter for one.
    package static func == (left: RunReference, right: RunReference) -> Bool {
        left.api == right.api && left.id.utf8.elementsEqual(right.id.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        for byte in id.utf8 { hasher.combine(byte) }
    }
}
