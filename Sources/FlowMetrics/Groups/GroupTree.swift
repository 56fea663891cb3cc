/// A tree of integers: each node has a child for each value met, found through one hash table.
///
/// The path from the root, node 0, spells a group's values or a sequence of symbols.
struct GroupTree {
    private var keys: [UInt64]
    private var children: [UInt32]
    private var used = 0
    private var leaves: [Int32] = [-1]
    private var leafCount = 0

    private static let empty = UInt64.max

    init() {
        keys = Array(repeating: Self.empty, count: 64)
        children = Array(repeating: 0, count: 64)
    }

    mutating func child(of node: UInt32, _ value: GroupKey) -> UInt32 {
        let key = UInt64(node) << 32 | UInt64(value)
        var slot = slot(of: key)
        if keys[slot] == key { return children[slot] }
        if used * 2 >= keys.count {
            grow()
            slot = self.slot(of: key)
        }
        let child = UInt32(leaves.count)
        leaves.append(-1)
        keys[slot] = key
        children[slot] = child
        used += 1
        return child
    }

    /// The running number of the group that ends at a node.
    mutating func leaf(_ node: UInt32) -> Int {
        if leaves[Int(node)] < 0 {
            leaves[Int(node)] = Int32(leafCount)
            leafCount += 1
        }
        return Int(leaves[Int(node)])
    }

    private func slot(of key: UInt64) -> Int {
        let mask = keys.count - 1
        var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
        while keys[slot] != key, keys[slot] != Self.empty { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        let old = (keys, children)
        keys = Array(repeating: Self.empty, count: old.0.count * 2)
        children = Array(repeating: 0, count: old.1.count * 2)
        for (key, child) in zip(old.0, old.1) where key != Self.empty {
            let slot = slot(of: key)
            keys[slot] = key
            children[slot] = child
        }
    }
}
