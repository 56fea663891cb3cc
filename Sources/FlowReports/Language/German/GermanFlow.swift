extension TextCatalogue {
    /// How work comes in, stands and goes out: throughput, open work, who does it, and why runs are closed.
    static let germanFlow = [
        // closing_reasons
        "Closing reasons": "Abschlussgründe",
        "Why runs were closed": "Warum Vorgänge abgebrochen wurden",
        "One row for each group and reason among the runs closed in the period, the most frequent reason first.":
            "Eine Zeile je Gruppe und Grund unter den im Zeitraum abgebrochenen Vorgängen, der häufigste Grund zuerst.",
        "Reason": "Abschlussgrund",
        "Why the runs were closed; (none) where nobody said.":
            "Warum die Vorgänge abgebrochen wurden; (none), wo niemand einen Grund nannte.",
        "Runs closed for this reason; a run may have several.":
            "Aus diesem Grund abgebrochene Vorgänge; ein Vorgang kann mehrere Gründe haben.",
        "Of the runs closed in the group.": "An den abgebrochenen Vorgängen der Gruppe.",

        // throughput
        "Throughput": "Durchsatz",
        "One row for each bucket of the period, empty ones too: how many runs started, ended and were open.":
            "Eine Zeile je Zeitabschnitt, auch leere: wie viele Vorgänge gestartet und beendet wurden und offen waren.",
        "Runs started.": "Gestartete Vorgänge.",
        "Runs ended with all tasks done.": "Vorgänge, die mit allen Aufgaben abgeschlossen wurden.",
        "Runs closed early.": "Vorzeitig abgebrochene Vorgänge.",
        "Runs done or closed.": "Abgeschlossene oder abgebrochene Vorgänge.",
        "Net": "Saldo",
        "Started minus ended: above zero the backlog grows.":
            "Gestartete minus beendete: über null wächst der Bestand.",
        "Open at end": "Offen am Ende",

        // cumulative_flow
        "Cumulative flow": "Kumulativer Fluss",
        "One row for each bucket of the period: all runs started and ended by its end, and those open then.":
            "Eine Zeile je Zeitabschnitt: alle bis zu dessen Ende gestarteten und beendeten Vorgänge und die dann offenen.",
        "Started so far": "Bisher gestartet",
        "All runs started by the end of the bucket, since the beginning of the data.":
            "Alle bis zum Ende des Zeitabschnitts gestarteten Vorgänge, seit Beginn der Daten.",
        "Ended so far": "Bisher beendet",
        "All runs ended by the end of the bucket, since the beginning of the data.":
            "Alle bis zum Ende des Zeitabschnitts beendeten Vorgänge, seit Beginn der Daten.",

        // aging
        "Age of open runs": "Alter der offenen Vorgänge",
        "One row for each open run, the oldest first: where it stands, and how its age compares with ended runs.":
            "Eine Zeile je offenem Vorgang, der älteste zuerst: wo er steht und wie alt er im Vergleich zu beendeten ist.",
        "The phase of the first task that is current now.": "Die Phase der ersten jetzt aktuellen Aufgabe.",
        "The first task that is current now.": "Die erste jetzt aktuelle Aufgabe.",
        "How long the run has been open.": "Wie lange der Vorgang schon offen ist.",
        "Older than": "Älter als",
        "Share of the ended runs of the template that took at most as long as this one is old.":
            "Anteil der beendeten Vorgänge der Vorlage, die höchstens so lange brauchten, wie dieser alt ist.",
        "Whether the run is past its due date.": "Ob der Vorgang seine Fälligkeit überschritten hat.",

        // workload
        "Workload": "Auslastung",
        "Open and overdue tasks": "Offene und überfällige Aufgaben",
        "One row for each group of tasks that are open now or were finished in the period, by assignee at first.":
            "Eine Zeile je Gruppe von Aufgaben, die jetzt offen sind oder im Zeitraum erledigt wurden, zunächst je "
            + "verantwortlicher Person.",
        "Tasks of open runs that are neither finished nor skipped.":
            "Aufgaben offener Vorgänge, die weder erledigt noch übersprungen sind.",
        "Open tasks at which their run stands now.": "Offene Aufgaben, bei denen ihr Vorgang jetzt steht.",
        "Open tasks past their due date.": "Offene Aufgaben nach ihrer Fälligkeit.",
        "Median time from in progress to finished, of the tasks finished in the period.":
            "Median der Zeit von in Bearbeitung bis erledigt, für die im Zeitraum erledigten Aufgaben.",

        // automation_failures
        "Automation failures": "Fehler der Automatisierung",
        "One row for each group of automated and AI-agent tasks of all runs, whatever the period.":
            "Eine Zeile je Gruppe automatisierter und von KI-Agenten erledigter Aufgaben aller Vorgänge, unabhängig vom "
            + "Zeitraum.",
        "Automated tasks": "Automatisierte Aufgaben",
        "Tasks that an automation or an AI agent does.":
            "Aufgaben, die eine Automatisierung oder ein KI-Agent erledigt.",
        "Failed": "Fehlgeschlagen",
        "Those that stand at failed.": "Davon fehlgeschlagen.",
        "Failure rate": "Fehlerquote",
        "Share of the automated tasks that failed.": "Anteil der fehlgeschlagenen automatisierten Aufgaben.",
    ]
}
