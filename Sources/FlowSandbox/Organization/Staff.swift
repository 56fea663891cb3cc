/// The people of the sample company.
struct Staff: Sendable {
    struct Person: Sendable {
        /// Readable, as in `u-anna.schmidt`.
        var id: String
        /// How many times longer than a colleague's the person's queue takes.
        var load: Double
    }

    let people: [Person]
    /// Indices in `people` of each team's members.
    private let members: [[Int]]
    /// Running totals of how often each member is picked.
    private let weights: [[Double]]

    init() {
        var people: [Person] = []
        var members: [[Int]] = []
        var weights: [[Double]] = []
        for team in Team.allCases {
            var indices: [Int] = []
            var totals: [Double] = []
            for (index, id) in Self.ids(of: team).enumerated() {
                // The first of each team is the one to whom too much falls.
                indices.append(people.count)
                people.append(Person(id: id, load: index == 0 ? 1.9 : 0.85 + 0.1 * Double(index % 3)))
                totals.append((totals.last ?? 0) + (index == 0 ? 2 : 1))
            }
            members.append(indices)
            weights.append(totals)
        }
        self.people = people
        self.members = members
        self.weights = weights
    }

    func pick(_ team: Team, _ random: inout SampleRandom) -> Int {
        members[team.rawValue][random.index(weighted: weights[team.rawValue])]
    }

    private static func ids(of team: Team) -> [String] {
        switch team {
        case .service: ["u-sabine.vogt", "u-jonas.becker", "u-aylin.yilmaz", "u-petra.lindner", "u-tim.schaefer"]
        case .sales: ["u-juergen.weiss", "u-anna.schmidt", "u-lea.hoffmann", "u-markus.brandt"]
        case .planning: ["u-katharina.boehm", "u-david.kowalski", "u-nina.roth"]
        case .grid: ["u-thomas.gruber", "u-elif.demir", "u-stefan.kraemer", "u-maria.huber"]
        case .field: ["u-andreas.koenig", "u-milan.petrovic", "u-robert.jansen", "u-christian.wolf", "u-ole.hansen"]
        case .billing: ["u-monika.peters", "u-julia.neumann", "u-felix.arnold"]
        }
    }
}
