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

extension FlowTemplate {
    /// A new resident takes over a meter; the response of the previous supplier is the bottleneck.
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

extension FlowTemplate {
    /// Moving a customer to another tariff; the response to the cancellation is the bottleneck.
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
