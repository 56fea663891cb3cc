import FlowTables

/// The numbers of one column by group and by category, from rows of which each has one of both: a chart of them has a series
/// for each of the largest groups and one for the rest.
struct ChartPivot {
    /// So many groups can be told apart.
    static let mostGroups = 6
    /// More columns or points than that are a blot.
    static let mostCategories = 120

    /// Of the rows that it is made of.
    private let groupColumns: [Int]
    private let category: Int
    private let measure: Int
    private var categories: [Cell] = []
    private var categoryPlaces: [Cell: Int] = [:]
    private var groups: [[Cell]] = []
    private var groupPlaces: [[Cell]: Int] = [:]
    /// By group, then by category.
    private var values: [[Double]] = []

    init(groups: [Int], category: Int, measure: Int) {
        groupColumns = groups
        self.category = category
        self.measure = measure
    }

    mutating func add(_ row: [Cell]) {
        let group = groupColumns.map { row[$0] }
        let groupPlace = groupPlaces[group] ?? groups.count
        if groupPlace == groups.count {
            groupPlaces[group] = groupPlace
            groups.append(group)
            values.append([])
        }
        let place = categoryPlaces[row[category]] ?? categories.count
        if place == categories.count {
            categoryPlaces[row[category]] = place
            categories.append(row[category])
        }
        while values[groupPlace].count <= place { values[groupPlace].append(0) }
        values[groupPlace][place] += row[measure].numericValue ?? 0
    }

    /// What a chart shows of it.
    struct Series {
        /// The group; nil for the rest.
        let group: [Cell]?
        /// One for each category.
        let values: [Double]
    }

    var groupCount: Int { groups.count }
    var categoryCount: Int { categories.count }
    /// The last ones, where there are too many.
    var shownCategories: ArraySlice<Cell> { categories.suffix(Self.mostCategories) }

    /// The largest groups, the largest first, then all others together.
    ///
    /// - Parameter isStock: whether the values are what there is at a time, of which the last counts, rather than what happens
    ///   in it, of which all do.
    /// - Returns: at most one more than `mostGroups`.
    func series(isStock: Bool) -> [Series] {
        let shown = values.map { values in
            Array((values + Array(repeating: 0, count: categories.count - values.count)).suffix(Self.mostCategories))
        }
        let sizes = shown.map { values in isStock ? values.last ?? 0 : values.reduce(0, +) }
        let order = shown.indices.sorted { left, right in
            sizes[left] == sizes[right] ? left < right : sizes[left] > sizes[right]
        }
        var series = order.prefix(Self.mostGroups).map { Series(group: groups[$0], values: shown[$0]) }
        let rest = order.dropFirst(Self.mostGroups)
        if !rest.isEmpty {
            let sums = shownCategories.indices.enumerated().map { place, _ in
                rest.reduce(0) { $0 + shown[$1][place] }
            }
            series.append(Series(group: nil, values: sums))
        }
        return series
    }
}
