/// A customer of the sample company, made from a number.
struct Customer {
    var first: String
    var last: String
    /// Nil for a private customer.
    var firm: String?
    var street: String
    var postalCode: String
    var city: String

    init(seed: UInt64, number: Int) {
        var random = SampleRandom(seed: seed, stream: .customer, index: number)
        first = CustomerNames.first[random.below(CustomerNames.first.count)]
        last = CustomerNames.last[random.below(CustomerNames.last.count)]
        let address = CustomerNames.cities[random.below(CustomerNames.cities.count)]
        (postalCode, city) = address
        let name = CustomerNames.streets[random.below(CustomerNames.streets.count)]
        street = "\(name) \(1 + random.below(120))"
        firm = random.chance(0.12) ? CustomerNames.firms[random.below(CustomerNames.firms.count)] : nil
    }

    var fullName: String { "\(first) \(last)" }
    var displayName: String { firm ?? fullName }
}
