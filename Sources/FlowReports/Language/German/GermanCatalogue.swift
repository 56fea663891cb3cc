extension TextCatalogue {
    /// German as people in process management write it: a run is a Vorgang, a flow a Workflow, the time from ready to finished
    /// the Durchlaufzeit, of which work waits for the Liegezeit and is worked on for the Bearbeitungszeit.
    static let german = TextCatalogue(
        groups: [
            germanWords, germanDimensions, germanTimes, germanDueDates, germanFlow, germanTrends, germanSequences,
            germanLists, germanReports,
            germanNotices,
        ],
        patterns: germanPatterns + germanTrendPatterns + germanWarnings)

    private static let germanPatterns: [TextPattern] = [
        // Percentiles.
        TextPattern("{} % done within", "{} % erledigt binnen"),
        TextPattern(
            "{} % of the runs took at most this long (linear interpolation, Excel's PERCENTILE.INC).",
            "{} % der Vorgänge dauerten höchstens so lange (linear interpoliert, wie QUANTIL.INKL in Excel)."),
        TextPattern(
            "{} % of the phases took at most this long (linear interpolation, Excel's PERCENTILE.INC).",
            "{} % der Phasen dauerten höchstens so lange (linear interpoliert, wie QUANTIL.INKL in Excel)."),
        // Classes of days.
        TextPattern("{} days", "{} Tage"),
        TextPattern("Tasks overdue by {} days.", "Aufgaben, die {} Tage überfällig sind."),
        // Buckets of time.
        TextPattern("Started ({})", "Gestartet ({})", [.words(buckets)]),
        TextPattern("Ended ({})", "Beendet ({})", [.words(buckets)]),
        TextPattern("The {} in which the run started.", "{} der Vorgang gestartet wurde.", [.words(bucketClauses)]),
        TextPattern("The {} in which the run ended.", "{} der Vorgang beendet wurde.", [.words(bucketClauses)]),
    ]

    private static let buckets = [
        "day": "Tag", "week": "Woche", "month": "Monat", "quarter": "Quartal", "year": "Jahr",
    ]

    private static let bucketClauses = [
        "day": "Der Tag, an dem", "week": "Die Woche, in der", "month": "Der Monat, in dem",
        "quarter": "Das Quartal, in dem", "year": "Das Jahr, in dem",
    ]

    /// What the source of a report may have to say about it.
    private static let germanNotices = [
        "no sync of the warehouse has ended yet: runs may be missing":
            "noch keine Synchronisierung des Warehouse ist abgeschlossen: Vorgänge fehlen womöglich"
    ]

    private static let germanWarnings: [TextPattern] = [
        TextPattern(
            "the runs of {} could not be fetched and may be missing; the next sync tries again",
            "die Vorgänge von {} konnten nicht abgerufen werden und fehlen womöglich; die nächste Synchronisierung "
                + "versucht es erneut",
            [.numberOf(["entity": "Entität", "entities": "Entitäten"])]),
        TextPattern(
            "the last line of {} is cut off, so that runs are missing; fetch or export the file again",
            "die letzte Zeile von {} ist abgeschnitten, Vorgänge fehlen also; die Datei erneut abrufen oder exportieren",
            [.anything]),
        // Alerts, of which the condition stays as the definition has it.
        TextPattern("alert: {}: it is {}", "Alarm: {}: aktuell {}", [.anything, .number]),
        TextPattern("alert: {} is at {}", "Alarm: {} liegt bei {}", [.anything, .number]),
    ]
}
