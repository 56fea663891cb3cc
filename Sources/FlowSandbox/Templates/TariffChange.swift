extension FlowTemplate {
    /// Moving a customer to another tariff; the answer to the cancellation is the bottleneck.
    static let tariffChange = FlowTemplate(
        name: "Tarifwechsel", share: 0.2, season: 10...12, dueDays: 30, closedShare: 0.1,
        reasons: ["Vertrag widerrufen", "Bonität nicht ausreichend", "Restlaufzeit beim Altvertrag"],
        hasSingleReason: true,
        phases: [
            PhasePlan(
                "Auftrag", due: 4,
                [
                    .automation("Auftragsbestätigung versenden", seconds: 12, failure: 0.02, required: false),
                    .automation("Bonität prüfen", seconds: 25, team: .billing, failure: 0.04),
                    .decision("Bonität ausreichend?", team: .billing),
                    .manual(
                        "Bonität manuell bewerten", .billing, wait: 9, work: 0.4, due: .afterReady(days: 4),
                        leftOut: 0.78),
                ]),
            PhasePlan(
                "Wechsel", due: 21,
                [
                    .automation("Kündigung beim Altversorger senden", seconds: 50, team: .grid, failure: 0.03),
                    .manual(
                        "Kündigungsbestätigung prüfen", .service, wait: 48, work: 0.3, spread: 0.65,
                        due: .afterReady(days: 11)),
                    .automation("Wechsel anmelden", seconds: 45, team: .grid, failure: 0.02, confirmation: true),
                ]),
            PhasePlan(
                "Abschluss",
                [
                    .manual("Vertragsunterlagen ablegen", .service, wait: 8, work: 0.2, due: .afterStart(days: 24)),
                    .automation(
                        "Willkommensschreiben versenden", seconds: 14, failure: 0.02, required: false, delayDays: 1),
                ]),
        ])
}
