extension FlowTemplate {
    /// Selling and installing a charging point; the planners' site check is the bottleneck.
    static let wallbox = FlowTemplate(
        name: "Wallbox-Installation", share: 0.22, season: 4...7, dueDays: 60, closedShare: 0.16,
        reasons: [
            "Keine Rückmeldung", "Für anderen Anbieter entschieden", "Technisch nicht umsetzbar", "Kosten zu hoch",
            "Zustimmung der Vermieterin fehlt",
        ],
        hasSingleReason: false,
        phases: [
            PhasePlan(
                "Anfrage", due: 7,
                [
                    .automation("Eingangsbestätigung versenden", seconds: 9, failure: 0.03, required: false),
                    .agent("Anfrage einordnen", seconds: 45, team: .sales),
                    .manual("Anfrage prüfen", .sales, wait: 6, work: 0.5, due: .afterReady(days: 3)),
                ]),
            PhasePlan(
                "Planung", due: 30,
                [
                    .manual(
                        "Vor-Ort-Prüfung durchführen", .planning, wait: 52, work: 2, spread: 0.7,
                        due: .afterReady(days: 12)),
                    .decision("Umsetzbar ohne Zusatzarbeiten?", team: .planning),
                    .manual(
                        "Zusatzarbeiten abstimmen", .planning, wait: 20, work: 1, due: .afterReady(days: 10),
                        leftOut: 0.65),
                    .manual("Angebot erstellen", .sales, wait: 8, work: 1, due: .afterReady(days: 5)),
                    .manual("Angebot freigeben", .sales, wait: 6, work: 0.2, spread: 1.1, due: .afterReady(days: 4)),
                ]),
            PhasePlan(
                "Installation", due: 30,
                [
                    .automation("Beim Netzbetreiber anmelden", seconds: 70, team: .grid, failure: 0.05),
                    .manual("Wallbox montieren", .field, wait: 48, work: 4, spread: 0.5, due: .dayAfterReady(days: 21)),
                ]),
            PhasePlan(
                "Abschluss",
                [
                    .manual("Rechnung stellen", .billing, wait: 10, work: 0.3, due: .afterStart(days: 50)),
                    .automation("Bewertung anfragen", seconds: 15, failure: 0.02, required: false, delayDays: 2),
                ]),
        ])
}
