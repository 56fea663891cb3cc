extension TextCatalogue {
    /// The key figures, the lists of all runs and tasks, and the quality of the data.
    static let germanLists = [
        // summary
        "Summary": "Zusammenfassung",
        "One row for each key figure.": "Eine Zeile je Kennzahl.",
        "Figure": "Kennzahl",
        "The key figure.": "Die Kennzahl.",
        "Value": "Wert",
        "Its value.": "Ihr Wert.",
        "Unit": "Einheit",
        "What the value counts.": "Was der Wert zählt.",

        // executions
        "One row for each run, whatever the period, by id.": "Eine Zeile je Vorgang, unabhängig vom Zeitraum, nach ID.",
        "Organization": "Organisation",
        "The organization's id.": "Die ID der Organisation.",
        "Created": "Angelegt",
        "When the run was created.": "Wann der Vorgang angelegt wurde.",
        "Updated": "Geändert",
        "When the run last changed.": "Wann der Vorgang zuletzt geändert wurde.",
        "Why the run was closed.": "Warum der Vorgang abgebrochen wurde.",
        "Taxonomies": "Schlagwörter",
        "The run's taxonomies.": "Die Schlagwörter des Vorgangs.",
        "How long an open run has been open.": "Wie lange ein offener Vorgang schon offen ist.",
        "Whether an open run is past its due date.": "Ob ein offener Vorgang seine Fälligkeit überschritten hat.",
        "How many tasks the run has.": "Wie viele Aufgaben der Vorgang hat.",
        "How many of them are finished.": "Wie viele davon erledigt sind.",
        "Tasks overdue": "Aufgaben überfällig",
        "How many of them are overdue.": "Wie viele davon überfällig sind.",

        // tasks
        "One row for each task of each run, whatever the period, by run id and task id.":
            "Eine Zeile je Aufgabe jedes Vorgangs, unabhängig vom Zeitraum, nach Vorgangs- und Aufgaben-ID.",
        "Ready": "Bereit",
        "When the task could be worked on.": "Ab wann die Aufgabe bearbeitet werden konnte.",
        "In progress": "In Bearbeitung",
        "When work on it began.": "Wann die Bearbeitung begann.",
        "When it was completed.": "Wann sie erledigt wurde.",
        "Whether it is past its due date.": "Ob sie ihre Fälligkeit überschritten hat.",

        // data_quality
        "Data quality": "Datenqualität",
        "One row for each kind of defect in the data: how often it occurs, and one id that shows it.":
            "Eine Zeile je Art von Mangel in den Daten: wie oft er vorkommt, und eine ID, die ihn zeigt.",
        "Issue": "Mangel",
        "The kind of defect.": "Die Art des Mangels.",
        "How often it occurs.": "Wie oft er vorkommt.",
        "Example": "Beispiel",
        "The smallest id of a run, task or phase that shows it.":
            "Die kleinste ID eines Vorgangs, einer Aufgabe oder einer Phase, die ihn zeigt.",
    ]
}
