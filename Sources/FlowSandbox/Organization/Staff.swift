/// The people of the sample company: those who work on its runs, and others who have a login all the same.
///
/// Two bear the same name, one has left, and one works on runs but is not known to the directory any more.
struct Staff: Sendable {
    struct Person: Sendable {
        enum Standing: Sendable {
            case active, left
            /// Deleted from the directory: runs still carry the id.
            case unlisted
        }

        var name: String
        /// Nil for somebody without one.
        var department: String?
        var standing = Standing.active
        /// How many times longer than a colleague's the person's queue takes.
        var load = 1.0
        /// The digits of the id, which runs of V1 carry as a number.
        var number = 0
        var id: String { String(number) }
    }

    /// The members of the teams first, then the others.
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
            for (index, var person) in Self.members(of: team).enumerated() {
                // The first of each team is the one to whom too much falls.
                person.load = index == 0 ? 1.9 : 0.85 + 0.1 * Double(index % 3)
                indices.append(people.count)
                people.append(person)
                totals.append((totals.last ?? 0) + (index == 0 ? 2 : 1))
            }
            members.append(indices)
            weights.append(totals)
        }
        people += Self.others
        for index in people.indices { people[index].number = 10_006_101 + 7 * index }
        self.people = people
        self.members = members
        self.weights = weights
    }

    func pick(_ team: Team, _ random: inout SampleRandom) -> Int {
        members[team.rawValue][random.index(weighted: weights[team.rawValue])]
    }

    /// Everybody whom the directory of users lists.
    var listed: [Person] { people.filter { $0.standing != .unlisted } }

    private static func members(of team: Team) -> [Person] {
        switch team {
        case .service:
            named("Kundenservice", "Sabine Vogt", "Jonas Becker", "Aylin Yılmaz", "Petra Lindner", "Tim Schäfer")
        case .sales: named("Vertrieb", "Jürgen Weiß", "Anna Schmidt", "Lea Hoffmann", "Markus Brandt")
        case .planning: named("Planung", "Katharina Böhm", "David Kowalski", "Nina Roth")
        case .grid: named("Netzbetrieb", "Thomas Gruber", "Elif Demir", "Stefan Krämer", "Maria Huber")
        case .field:
            named("Montage", "Andreas König", "Milan Petrović")
                + [Person(name: "Robert Jansen", department: "Montage", standing: .left)]
                + named("Montage", "Christian Wolf", "Stefan Krämer")
        case .billing:
            named("Abrechnung", "Monika Peters", "Julia Neumann")
                + [Person(name: "Felix Arnold", department: "Abrechnung", standing: .unlisted)]
        }
    }

    private static let others =
        named("Geschäftsführung", "Dr. Ulrike Sommer", "Heiner Falk") + named("IT", "Priya Nair", "Oskar Lindqvist")
        + named("Personal", "Brigitte Ebel") + named(nil, "Schnittstelle Zählerwesen", "Test Benutzer")

    private static func named(_ department: String?, _ names: String...) -> [Person] {
        names.map { Person(name: $0, department: department) }
    }
}
