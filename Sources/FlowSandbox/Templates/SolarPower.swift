extension FlowTemplate {
    /// Selling and installing solar panels with storage; the installers' calendar is the bottleneck.
    static let solarPower = FlowTemplate(
        name: "PV-Anlage mit Speicher", share: 0.15, season: 3...7, dueDays: 120, closedShare: 0.22,
        reasons: [
            "Für anderen Anbieter entschieden", "Kosten zu hoch", "Dach nicht geeignet", "Keine Rückmeldung",
            "Vorhaben verschoben",
        ],
        hasSingleReason: false,
        phases: [
            PhasePlan(
                "Beratung", due: 14,
                [
                    .automation("Eingangsbestätigung versenden", seconds: 10, failure: 0.03, required: false),
                    .agent("Dachfläche auswerten", seconds: 110, team: .planning, failure: 0.05),
                    .manual("Beratungsgespräch führen", .sales, wait: 12, work: 1, due: .afterReady(days: 6)),
                    .manual("Angebot erstellen", .sales, wait: 13, work: 2, due: .afterReady(days: 7)),
                    .decision("Angebot angenommen?", team: .sales, wait: 45),
                ]),
            PhasePlan(
                "Planung", due: 30,
                [
                    .manual("Statik prüfen", .planning, wait: 24, work: 2.5, due: .afterReady(days: 12)),
                    .manual(
                        "Netzanmeldung einreichen", .grid, wait: 10, work: 0.6, due: .afterReady(days: 7),
                        parallel: true),
                    .manual(
                        "Zusage des Netzbetreibers einholen", .grid, wait: 48, work: 0.3, due: .afterReady(days: 21)),
                ]),
            PhasePlan(
                "Installation", due: 70,
                [
                    .manual(
                        "Montagetermin abstimmen", .field, wait: 105, work: 0.5, spread: 0.6, due: .afterReady(days: 22)
                    ),
                    .manual(
                        "Module und Speicher montieren", .field, wait: 30, work: 16, spread: 0.4,
                        due: .dayAfterReady(days: 14)),
                    .manual("Elektrische Abnahme", .field, wait: 12, work: 2, due: .afterReady(days: 7)),
                    .decision("Abnahme bestanden?", team: .field, loop: TaskPlan.Loop(back: 1, share: 0.14, most: 3)),
                ]),
            PhasePlan(
                "Abschluss",
                [
                    .automation("Registrierung beim Marktstammdatenregister", seconds: 90, team: .grid, failure: 0.06),
                    .manual("Rechnung stellen", .billing, wait: 11, work: 0.3, due: .afterStart(days: 95)),
                ]),
        ])
}
