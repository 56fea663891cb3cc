import FlowTables

extension WorkbookLanguage {
    package static let german = WorkbookLanguage(
        code: "de", contents: "Inhalt", chart: "Diagramm", noRows: "keine Zeilen", row: "Zeile", rows: "Zeilen",
        cutMark: "… (gekürzt)", asOf: "Stand", period: "Zeitraum", until: "bis", source: "Quelle",
        sources: ["api": "epilot-API", "warehouse": "Warehouse", "file": "Datei"],
        executions: "Vorgänge", entities: "Entitäten", fetched: "abgerufen", page: "Seite", pageOf: "von",
        warning: "Warnung", furtherWarnings: "weitere Warnungen",
        continuedWarning: "{table} hat mehr Zeilen als ein Blatt und geht auf {count} weiteren Blättern weiter",
        cutWarning: "{count} Zellen von {table} wurden auf die {limit} Zeichen einer Zelle gekürzt",
        linkWarning: "{count} Zeilen von {table} haben keinen Link: ein Blatt hat höchstens {limit}",
        longLinkWarning: "{count} Zeilen von {table} haben keinen Link: eine Adresse hat höchstens {limit} Zeichen",
        cumulativeShare: "Kumulierter Anteil", percentiles: "Perzentile", share: "Anteil", better: "besser",
        worse: "schlechter",
        unchanged: "unverändert", points: "Punkte", againstPrevious: "gegenüber Vorperiode", overview: "Überblick",
        chartData: "Diagrammdaten", openInPortal: "Im Portal öffnen",
        targetNote: "✓ Ziel im Zeitraum erreicht, ⚠ verfehlt.", figures: germanFigures,
        units: [
            "days": "Tage", "hours": "Stunden", "minutes": "Minuten", "seconds": "Sekunden",
            "executions": "Vorgänge", "tasks": "Aufgaben", "issues": "Mängel", "ratio": "",
        ],
        words: [
            .direction: ["up": "gestiegen", "down": "gesunken", "same": "unverändert"],
            .kind: ["template": "Vorlage", "phase": "Phase", "task": "Aufgabe"],
            .issue: [
                "duplicate_execution": "Doppelter Vorgang", "malformed_record": "Unlesbarer Datensatz",
                "missing_end": "Beendeter Vorgang ohne Ende", "missing_start": "Vorgang ohne Start",
                "negative_cycle_time": "Ende vor dem Start", "negative_lead_time": "Erledigt, bevor bereit",
                "negative_touch_time": "Erledigt, bevor in Bearbeitung",
                "negative_wait_time": "In Bearbeitung, bevor bereit",
                "unknown_phase": "Aufgabe einer unbekannten Phase", "unknown_status": "Unbekannter Status",
                "unparsable_timestamp": "Unlesbarer Zeitpunkt",
            ],
            .nobody: ["(none)": "(keine)", "(unassigned)": "(nicht zugewiesen)"],
        ],
        groupSeparator: ".", decimalSeparator: ",", integerFormat: "#,##0", decimalFormat: "#,##0.00",
        percentFormat: "0.0%", truthFormat: #""ja";"ja";"nein""#, instantFormat: "dd.mm.yyyy hh:mm",
        dateFormat: "dd.mm.yyyy")

    private static let germanFigures: [String: FigureName] = [
        "executions": FigureName("Alle Vorgänge", "bisher gestartet"),
        "started": FigureName("Gestartet", "Vorgänge im Zeitraum"),
        "ended": FigureName("Beendet", "Vorgänge im Zeitraum"),
        "done": FigureName("Abgeschlossen", "Vorgänge im Zeitraum"),
        "closed": FigureName("Abgebrochen", "Vorgänge im Zeitraum"),
        "open": FigureName("Offene Vorgänge", "jetzt"),
        "overdue_executions": FigureName("Überfällige Vorgänge", "Fälligkeit überschritten"),
        "open_tasks": FigureName("Offene Aufgaben", "jetzt"),
        "overdue_tasks": FigureName("Überfällige Aufgaben", "Fälligkeit überschritten"),
        "finished_tasks": FigureName("Erledigte Aufgaben", "im Zeitraum"),
        "cycle_time_mean": FigureName("Mittlere Durchlaufzeit", "von Start bis Ende"),
        "cycle_time_p50": FigureName("Median der Durchlaufzeit", "die Hälfte braucht weniger"),
        "cycle_time_p85": FigureName("85 % enden binnen", "ab Start"),
        "cycle_time_p95": FigureName("95 % enden binnen", "ab Start"),
        "on_time_rate": FigureName("Termintreue", "der beendeten mit Fälligkeit"),
        "flow_efficiency": FigureName("Flusseffizienz", "Anteil der Bearbeitungszeit"),
        "data_quality_issues": FigureName("Datenmängel", "siehe Datenqualität"),
    ]
}
