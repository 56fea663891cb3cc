import Testing

/// Expressions about one part of the language, each with what it gives.
struct Topic: Sendable, CustomTestStringConvertible {
    let name: String
    /// The document that the expressions are evaluated on, as JSON text; nil for none.
    let document: String?
    /// Each expression and its result as compact JSON text; `nothing` for none; for an error its code and position, as in
    /// `T2001@7`.
    let cases: [(source: String, expected: String)]

    init(_ name: String, on document: String? = Topic.bakery, _ cases: [(String, String)]) {
        self.name = name
        self.document = document
        self.cases = cases.map { (source: $0.0, expected: $0.1) }
    }

    var testDescription: String { name }

    static let all: [Topic] =
        pathTopics + constructorTopics + bindingTopics + operatorTopics + functionTopics + textTopics + numberTopics
        + arrayTopics + objectTopics + controlTopics + dateTopics + syntaxErrorTopics + typeErrorTopics
        + evaluationErrorTopics

    /// A small shop, which most topics ask about.
    static let bakery = #"""
        {
            "shop": "Mill Lane",
            "open": true,
            "rating": 4.5,
            "closed": null,
            "owner": {
                "first": "Ada", "last": "Byrne",
                "phones": [
                    {"kind": "home", "no": "0203"}, {"kind": "work", "no": "0117"}, {"kind": "work", "no": "0118"}
                ]
            },
            "orders": [
                {"id": "o1", "buyer": "Cy", "lines": [
                    {"sku": "rye", "n": 2, "price": 3.5}, {"sku": "bun", "n": 10, "price": 0.5}
                ]},
                {"id": "o2", "buyer": "Di", "lines": [{"sku": "rye", "n": 1, "price": 3.5}]},
                {"id": "o3", "buyer": "Cy", "lines": []}
            ],
            "stock": [
                {"sku": "rye", "bread": true, "tags": ["dark", "sour"]},
                {"sku": "bun", "bread": false, "tags": ["white"]}
            ],
            "matrix": [[1, 2], [3, 4]],
            "odd name": {"x": 1},
            "empty": []
        }
        """#
}
