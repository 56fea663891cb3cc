/// Which executions belong to which entities.
///
/// Thirteen positions for executions and eleven entities make a block: eight opportunities or orders with one to three runs
/// each, two contacts that share the runs of one of them, and a contact without runs. A shuffle assigns the executions to
/// the positions, so that a customer's runs lie apart in time.
struct EntityLayout: Sendable {
    /// An entity as a block and a slot in it.
    struct Entity: Hashable {
        var block: Int
        var slot: Int
    }

    static let entitiesPerBlock = 11
    private static let positionsPerBlock = 13
    /// Where the runs of each slot begin in the block; contacts repeat the positions of the entity they share runs with.
    private static let positions = [0..<1, 1..<2, 2..<4, 4..<5, 5..<8, 8..<9, 9..<11, 11..<13, 2..<4, 5..<8, 0..<0]
    private static let slotOfPosition = [0, 1, 2, 2, 3, 4, 4, 4, 5, 6, 6, 7, 7]
    /// The contact that shares a slot's runs, and the customer that a contact is.
    private static let contactOfSlot = [2: 8, 4: 9]
    private static let customerOfSlot = [0, 1, 2, 3, 4, 5, 6, 7, 2, 4, 8]

    let executions: Int
    let entities: Int
    private let shuffle: IndexShuffle

    init(executions: Int, seed: UInt64) {
        self.executions = executions
        entities =
            (executions + Self.positionsPerBlock - 1) / Self.positionsPerBlock * Self.entitiesPerBlock
        shuffle = IndexShuffle(count: executions, key: seed)
    }

    func entity(at index: Int) -> Entity {
        Entity(block: index / Self.entitiesPerBlock, slot: index % Self.entitiesPerBlock)
    }

    func index(of entity: Entity) -> Int {
        entity.block * Self.entitiesPerBlock + entity.slot
    }

    /// The executions of an entity, the first started first.
    func executions(of entity: Entity) -> [Int] {
        Self.positions[entity.slot].map { entity.block * Self.positionsPerBlock + $0 }
            .filter { $0 < executions }.map { shuffle($0) }.sorted()
    }

    /// The opportunity or order of an execution, and the contact that shares it.
    func entities(of execution: Int) -> (main: Entity, contact: Entity?) {
        let position = shuffle.inverse(of: execution)
        let main = Entity(
            block: position / Self.positionsPerBlock, slot: Self.slotOfPosition[position % Self.positionsPerBlock])
        return (main, Self.contactOfSlot[main.slot].map { Entity(block: main.block, slot: $0) })
    }

    func isContact(_ entity: Entity) -> Bool { entity.slot >= 8 }

    /// A number that a contact and the opportunity or order it shares runs with have in common.
    func customer(of entity: Entity) -> Int {
        entity.block * 9 + Self.customerOfSlot[entity.slot]
    }
}
