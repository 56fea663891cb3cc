/// The entities of a search one by one, its pages fetched as they are needed.
package struct Entities: AsyncSequence, Sendable {
    package typealias Element = EntitySummary
    package typealias Failure = APIError

    private let pages: EntitySearch
    private let onPage: @Sendable (EntityPage) -> Void

    fileprivate init(_ pages: EntitySearch, onPage: @escaping @Sendable (EntityPage) -> Void) {
        self.pages = pages
        self.onPage = onPage
    }

    package func makeAsyncIterator() -> Iterator {
        Iterator(pages: pages.makeAsyncIterator(), onPage: onPage)
    }

    package struct Iterator: AsyncIteratorProtocol {
        private var pages: EntitySearch.Iterator
        private var page: ArraySlice<EntitySummary> = []
        private let onPage: @Sendable (EntityPage) -> Void

        fileprivate init(pages: EntitySearch.Iterator, onPage: @escaping @Sendable (EntityPage) -> Void) {
            self.pages = pages
            self.onPage = onPage
        }

        package mutating func next() async throws(APIError) -> EntitySummary? {
            try await next(isolation: nil)
        }

        package mutating func next(isolation actor: isolated (any Actor)?) async throws(APIError) -> EntitySummary? {
            while page.isEmpty {
                guard let next = try await pages.next(isolation: actor) else { return nil }
                onPage(next)
                page = next.entities[...]
            }
            return page.popFirst()
        }
    }
}

extension EntitySearch {
    /// The entities one by one.
    ///
    /// - Parameter onPage: told of each page as it comes, for what a page knows besides its entities: how many there are in
    ///   all, and how many records are none.
    /// - Returns: a sequence that asks for a page when the one before it is used up.
    package func entities(onPage: @escaping @Sendable (EntityPage) -> Void = { _ in }) -> Entities {
        Entities(self, onPage: onPage)
    }
}
