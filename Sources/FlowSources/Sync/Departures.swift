import FlowAPI
import FlowModel
import FlowWarehouse

/// What leaves the warehouse at the end of a sync: runs that the API says it no longer has, and entities without any.
///
/// A run that comes after it was said to be gone is there: the later answer counts.
struct Departures {
    private struct Departure {
        var entity: EntityKey
        /// What came in when the API was asked for the run last.
        var arrival: Int
    }

    private var gone: [RunReference: Departure] = [:]
    /// Entities whose runs are there after all.
    private var doubtful: Set<EntityKey> = []
    private(set) var pending: [ListedEntity] = []
    /// Entities that the search lists no longer, and why their runs could not be asked for.
    var unlisted: [EntityKey: String?] = [:]
    /// Whether the search listed everything.
    var isComplete = false

    /// No more of the stored runs go at once than this share, unless they are few.
    private static let share = 5
    private static let few = 20

    /// Whether so many runs are more than a token loses to others' work in a day.
    static func areTooMany(_ gone: Int, of stored: Int) -> Bool {
        gone > few && gone * share > stored
    }

    mutating func note(_ fetched: FetchedEntity, arrival: Int) {
        for run in fetched.gone { gone[run] = Departure(entity: EntityKey(fetched.entity), arrival: arrival) }
    }

    mutating func note(_ written: WrittenBatch) {
        pending += written.pending
        guard !gone.isEmpty else { return }
        for (run, arrival) in written.runs {
            // Of a run that another API has, it is there.
            for api in APIVersion.allCases {
                let reference = RunReference(id: run.id, api: api)
                guard let departure = gone[reference], arrival > departure.arrival else { continue }
                gone[reference] = nil
                doubtful.insert(departure.entity)
            }
        }
    }

    var ending: SyncEnding {
        var ending = SyncEnding()
        ending.gone = gone.mapValues(\.entity)
        ending.pending = pending.map { entity in
            doubtful.contains(entity.key)
                ? ListedEntity(entity.key, fingerprint: nil, title: entity.title) : entity
        }
        ending.unlisted = isComplete ? unlisted : nil
        return ending
    }
}
