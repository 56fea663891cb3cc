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

/// Names and addresses of the sample company's customers.
enum CustomerNames {
    static let first = [
        "Anneliese", "Björn", "Çiğdem", "Dörte", "Emil", "Françoise", "Günter", "Hannelore", "Ingeborg", "Jürgen",
        "Käthe", "Lukas", "Mehmet", "Noël", "Özlem", "Paweł", "Renate", "Søren", "Theresa", "Ursula", "Volker",
        "Wiebke", "Yasmin", "Zoë", "Ákos", "Charlotte", "Heinz", "Marie", "Ferdinand", "Gül",
    ]
    static let last = [
        "Müller", "Schäfer", "Größ", "Köhler", "Weiß", "Yıldız", "Böhm", "Schröder", "Krüger", "Fuchs", "Jäger",
        "Vögel", "Hübner", "Lüders", "Groß", "Nowak", "Łukasik", "Bäcker", "Röder", "Dvořák", "Kühn", "Schütte",
        "Thöne", "Winkler", "Ziegler", "Brömmel", "Ehlers", "Steinmüller", "Großmann", "Pfeiffer", "Hölscher",
        "Wörner", "Tjaden", "de Vries", "von der Heide", "O’Connor",
    ]
    static let firms = [
        "Bäckerei Grünwald GmbH", "Autohaus Lübke & Söhne KG", "Zahnarztpraxis Dr. Köster", "Hotel \"Zur Mühle\"",
        "Tischlerei Übelhör", "Müller-Lüdenscheidt Immobilien AG", "Kita Löwenzahn e. V.", "Gärtnerei Blüte OHG",
    ]
    static let streets = [
        "Goethestraße", "Am Mühlenbach", "Königsallee", "Lindenweg", "Schützenstraße", "Bergische Landstraße",
        "An der Brücke", "Grüner Weg", "Rosenstraße", "Hauptstraße", "Zum Wäldchen", "Bahnhofstraße",
    ]
    static let cities = [
        ("50667", "Köln"), ("40213", "Düsseldorf"), ("48143", "Münster"), ("33602", "Bielefeld"), ("52062", "Aachen"),
        ("45127", "Essen"), ("44135", "Dortmund"), ("47051", "Duisburg"), ("59065", "Hamm"), ("58095", "Hagen"),
        ("53111", "Bonn"), ("51465", "Bergisch Gladbach"), ("41460", "Neuss"), ("32756", "Detmold"),
    ]
}
