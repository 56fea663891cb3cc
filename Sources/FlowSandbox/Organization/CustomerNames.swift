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
