extension FlowTemplate {
    /// Connecting a building to the grid; the inspection by the planners is the bottleneck.
    static let gridConnection = FlowTemplate(
        name: "Netzanschluss Strom", share: 0.16, season: 3...6, dueDays: 90, closedShare: 0.13,
        reasons: ["Bauvorhaben verschoben", "Kosten zu hoch", "Unterlagen nicht nachgereicht", "Doppelt angelegt"],
        hasSingleReason: false,
        phases: [
            PhasePlan(
                "Antrag", due: 14,
                [
                    .automation("Eingangsbestätigung versenden", seconds: 12, failure: 0.03, required: false),
                    .agent("Unterlagen vorprüfen", seconds: 75, team: .grid),
                    .decision("Unterlagen vollständig?", team: .grid),
                    .manual(
                        "Fehlende Unterlagen nachfordern", .service, wait: 18, work: 0.5, spread: 0.9,
                        due: .afterReady(days: 10), leftOut: 0.62),
                    .manual("Antrag prüfen", .grid, wait: 9, work: 1.5, due: .afterReady(days: 5)),
                ]),
            PhasePlan(
                "Netzprüfung", due: 40,
                [
                    .manual(
                        "Netzverträglichkeit prüfen", .planning, wait: 68, work: 5, spread: 0.75,
                        due: .afterReady(days: 18)),
                    .manual("Kostenangebot erstellen", .grid, wait: 11, work: 1.2, due: .dayAfterReady(days: 7)),
                    .decision("Angebot angenommen?", team: .sales, wait: 40),
                ]),
            PhasePlan(
                "Bau", due: 60,
                [
                    .manual("Tiefbau beauftragen", .grid, wait: 8, work: 0.8, due: .afterReady(days: 5)),
                    .manual(
                        "Hausanschluss herstellen", .field, wait: 90, work: 9, spread: 0.5, due: .afterReady(days: 21)),
                    .manual(
                        "Zähler setzen", .field, wait: 22, work: 1.5, due: .dayAfterReady(days: 14), parallel: true),
                ]),
            PhasePlan(
                "Abschluss",
                [
                    .automation("Anlage im Netzportal melden", seconds: 40, team: .grid, failure: 0.05),
                    .manual("Schlussrechnung stellen", .billing, wait: 14, work: 0.4, due: .afterStart(days: 80)),
                ]),
        ])
}
