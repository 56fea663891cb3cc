/// Which executions belong to which entities.
///
/// Thirteen positions for executions and eleven entities make a block: eight opportunities or orders with one to three runs
/// each, two contacts that share the runs of one of them, and a contact without runs. A shuffle assigns the executions to
/// the positions, so that a customer's runs lie apart in time.
///
/// Where the company ran V1 before, a block has two of its runs besides: at two of the opportunities and orders, or in
/// every fifth block at the contact that has no other. Their indices follow those of the flows.
struct EntityLayout: Sendable {
    /// An entity as a block and a slot in it.
    struct Entity: Hashable {
        var block: Int
        var slot: Int
    }

    static let entitiesPerBlock = 11
    private static let positionsPerBlock = 13
    private static let v1PerBlock = 2
    /// Where the runs of each slot begin in the block; contacts repeat the positions of the entity they share runs with.
    private static let positions = [0..<1, 1..<2, 2..<4, 4..<5, 5..<8, 8..<9, 9..<11, 11..<13, 2..<4, 5..<8, 0..<0]
    private static let slotOfPosition = [0, 1, 2, 2, 3, 4, 4, 4, 5, 6, 6, 7, 7]
    /// The contact that shares a slot's runs, and the customer that a contact is.
    private static let contactOfSlot = [2: 8, 4: 9]
    private static let customerOfSlot = [0, 1, 2, 3, 4, 5, 6, 7, 2, 4, 8]

    /// Those of flows alone.
    let executions: Int
    let v1Executions: Int
    let entities: Int
    /// Of so many blocks one has runs of V1.
    private let blocksPerV1: Int
    private let shuffle: IndexShuffle

    /// Of `blocksPerV1` blocks one has runs of V1; none has where it is nil.
    init(executions: Int, blocksPerV1: Int?, seed: UInt64) {
        self.executions = executions
        let blocks = (executions + Self.positionsPerBlock - 1) / Self.positionsPerBlock
        entities = blocks * Self.entitiesPerBlock
        self.blocksPerV1 = blocksPerV1 ?? 1
        v1Executions = blocksPerV1.map { (blocks + $0 - 1) / $0 * Self.v1PerBlock } ?? 0
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

    /// The indices of an entity's runs of V1.
    func v1Executions(of entity: Entity) -> [Int] {
        guard v1Executions > 0, entity.block % blocksPerV1 == 0 else { return [] }
        let first = executions + entity.block / blocksPerV1 * Self.v1PerBlock
        return (first..<first + Self.v1PerBlock).filter { index in
            let (main, contact) = entities(of: index)
            return main == entity || contact == entity
        }
    }

    /// The opportunity or order of an execution, and the contact that shares it.
    func entities(of execution: Int) -> (main: Entity, contact: Entity?) {
        let main = execution < executions ? entity(ofFlow: execution) : entity(ofV1: execution - executions)
        return (main, Self.contactOfSlot[main.slot].map { Entity(block: main.block, slot: $0) })
    }

    private func entity(ofFlow execution: Int) -> Entity {
        let position = shuffle.inverse(of: execution)
        return Entity(
            block: position / Self.positionsPerBlock, slot: Self.slotOfPosition[position % Self.positionsPerBlock])
    }

    private func entity(ofV1 number: Int) -> Entity {
        let block = number / Self.v1PerBlock * blocksPerV1
        if number % Self.v1PerBlock == 0 { return Entity(block: block, slot: block * 3 % 8) }
        return Entity(block: block, slot: block / blocksPerV1 % 5 == 0 ? 10 : (block * 3 + 4) % 8)
    }

    func isContact(_ entity: Entity) -> Bool { entity.slot >= 8 }

    /// A number that a contact and the opportunity or order it shares runs with have in common.
    func customer(of entity: Entity) -> Int {
        entity.block * 9 + Self.customerOfSlot[entity.slot]
    }
}
