extension FlowTemplate {
    /// Selling and installing a heat pump; the subsidy's approval is the bottleneck.
    static let heatPump = FlowTemplate(
        name: "Wärmepumpe", share: 0.17, season: 8...11, dueDays: 150, closedShare: 0.2,
        reasons: [
            "Förderung abgelehnt", "Für anderen Anbieter entschieden", "Technisch nicht umsetzbar", "Keine Rückmeldung",
            "Finanzierung nicht gesichert", "Gebäude verkauft",
        ],
        hasSingleReason: false,
        phases: [
            PhasePlan(
                "Beratung", due: 21,
                [
                    .automation("Eingangsbestätigung versenden", seconds: 10, failure: 0.03, required: false),
                    .manual("Kundin oder Kunden anrufen", .sales, wait: 5, work: 0.5, due: .afterReady(days: 3)),
                    .manual("Vor-Ort-Termin durchführen", .planning, wait: 45, work: 3, due: .afterReady(days: 21)),
                    .agent("Heizlast abschätzen", seconds: 140, team: .planning, failure: 0.05),
                ]),
            PhasePlan(
                "Angebot", due: 30,
                [
                    .manual("Angebot kalkulieren", .sales, wait: 16, work: 2.5, due: .afterReady(days: 8)),
                    .manual("Angebot freigeben", .sales, wait: 8, work: 0.2, spread: 1.1, due: .afterReady(days: 5)),
                    .decision(
                        "Änderungen gewünscht?", team: .sales, wait: 28,
                        loop: TaskPlan.Loop(back: 2, share: 0.18, most: 3)),
                ]),
            PhasePlan(
                "Förderung", due: 60,
                [
                    .manual("Förderantrag stellen", .service, wait: 12, work: 1.2, due: .dayAfterReady(days: 7)),
                    .manual(
                        "Förderbescheid abwarten", .service, wait: 125, work: 0.3, spread: 0.55,
                        due: .afterReady(days: 28)),
                ]),
            PhasePlan(
                "Umsetzung", due: 60,
                [
                    .manual("Material bestellen", .planning, wait: 9, work: 0.7, due: .afterReady(days: 5)),
                    .manual("Montage planen", .field, wait: 20, work: 0.8, due: .afterReady(days: 10), parallel: true),
                    .manual(
                        "Wärmepumpe montieren", .field, wait: 75, work: 20, spread: 0.45, due: .afterReady(days: 20)),
                ]),
            PhasePlan(
                "Abschluss", due: 14,
                [
                    .manual("Inbetriebnahme protokollieren", .field, wait: 10, work: 1.5, due: .afterStart(days: 120)),
                    .automation(
                        "Zufriedenheitsumfrage versenden", seconds: 15, failure: 0.02, required: false, delayDays: 3),
                    .manual("Rechnung stellen", .billing, wait: 12, work: 0.3, due: .afterReady(days: 7)),
                ]),
        ])
}
