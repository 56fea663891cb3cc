extension FlowTemplate {
    /// A new resident takes over a meter; the answer of the previous supplier is the bottleneck.
    static let moveIn = FlowTemplate(
        name: "Einzug", share: 0.2, season: 8...10, dueDays: 30, closedShare: 0.08,
        reasons: ["Zählernummer falsch", "Vertrag widerrufen", "Doppelt angelegt"], hasSingleReason: true,
        phases: [
            PhasePlan(
                "Erfassung", due: 5,
                [
                    .agent("Einzugsdaten auslesen", seconds: 35),
                    .decision("Daten eindeutig?"),
                    .manual("Daten klären", .service, wait: 10, work: 0.5, due: .afterReady(days: 5), leftOut: 0.7),
                ]),
            PhasePlan(
                "Marktkommunikation", due: 20,
                [
                    .automation("Anmeldung an Netzbetreiber senden", seconds: 60, team: .grid, failure: 0.06),
                    .manual(
                        "Antwort des Vorversorgers prüfen", .grid, wait: 42, work: 0.4, spread: 0.6,
                        due: .afterReady(days: 9)),
                ]),
            PhasePlan(
                "Vertrag",
                [
                    .automation("Vertragsbestätigung versenden", seconds: 12, failure: 0.02, required: false),
                    .manual("Abschlag festlegen", .billing, wait: 7, work: 0.2, due: .dayAfterReady(days: 5)),
                    .manual(
                        "Zählerstand übernehmen", .billing, wait: 9, work: 0.2, due: .afterStart(days: 21),
                        parallel: true),
                ]),
        ])
}
