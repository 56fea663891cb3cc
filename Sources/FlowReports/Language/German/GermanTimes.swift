extension TextCatalogue {
    /// How long runs, phases and tasks take, and where the time goes.
    static let germanTimes = [
        // cycle_times
        "Cycle times": "Durchlaufzeiten",
        "One row for each group of runs that ended in the period: how long they took from start to end.":
            "Eine Zeile je Gruppe von Vorgängen, die im Zeitraum endeten: wie lange sie vom Start bis zum Ende brauchten.",
        "Runs of the group that ended in the period.": "Vorgänge der Gruppe, die im Zeitraum endeten.",
        "Arithmetic mean of the cycle times, from start to end.":
            "Arithmetisches Mittel der Durchlaufzeiten, vom Start bis zum Ende.",
        "Std. deviation": "Standardabweichung",
        "Sample standard deviation (n − 1).": "Standardabweichung der Stichprobe (n − 1).",
        "The shortest cycle time.": "Die kürzeste Durchlaufzeit.",
        "The longest cycle time.": "Die längste Durchlaufzeit.",
        "Mean share of the cycle time in which somebody worked on a task.":
            "Mittlerer Anteil der Durchlaufzeit, in dem jemand an einer Aufgabe arbeitete.",
        "Share of the runs with a due date that ended by it.":
            "Anteil der Vorgänge mit Fälligkeit, die bis dahin endeten.",

        // cycle_time_histogram
        "Spread of cycle times": "Verteilung der Durchlaufzeiten",
        "One row for each span of cycle times, the shortest first: how many runs ended in the period took that long.":
            "Eine Zeile je Spanne von Durchlaufzeiten, die kürzeste zuerst: wie viele im Zeitraum beendete Vorgänge so "
            + "lange brauchten.",
        "From": "Von",
        "Cycle times of at least this, from start to end,": "Durchlaufzeiten, vom Start bis zum Ende, ab dieser Dauer",
        "Below": "Bis unter",
        "and below this, count in this row.": "und unter dieser zählen in dieser Zeile.",
        "Runs ended in the period that took that long.": "Im Zeitraum beendete Vorgänge, die so lange brauchten.",
        "Ended within": "Beendet binnen",
        "Share of the runs that took less than the upper end of this row.":
            "Anteil der Vorgänge, die weniger als die Obergrenze dieser Zeile brauchten.",

        // phase_times
        "Phase times": "Phasenzeiten",
        "One row for each group of phases that finished in the period: how long they took once they were ready.":
            "Eine Zeile je Gruppe von Phasen, die im Zeitraum erledigt wurden: wie lange sie dauerten, sobald sie bereit "
            + "waren.",
        "Mean lead time, from ready to finished.": "Mittlere Durchlaufzeit, von bereit bis erledigt.",
        "The longest lead time.": "Die längste Durchlaufzeit.",

        // task_times
        "Task times": "Aufgabenzeiten",
        "One row for each group of tasks that finished in the period: lead time, and its waiting and working parts.":
            "Eine Zeile je Gruppe von Aufgaben, die im Zeitraum erledigt wurden: Durchlaufzeit mit Liege- und "
            + "Bearbeitungszeit.",
        "Lead time, median": "Durchlaufzeit, Median",
        "Lead time, 85 %": "Durchlaufzeit, 85 %",
        "Lead time, mean": "Durchlaufzeit, Mittelwert",
        "Waiting, median": "Liegezeit, Median",
        "Waiting, 85 %": "Liegezeit, 85 %",
        "Waiting, mean": "Liegezeit, Mittelwert",
        "Work, median": "Bearbeitungszeit, Median",
        "Work, 85 %": "Bearbeitungszeit, 85 %",
        "Work, mean": "Bearbeitungszeit, Mittelwert",
        "Median time from ready to finished.": "Median der Zeit von bereit bis erledigt.",
        "Median time from ready to in progress.": "Median der Zeit von bereit bis in Bearbeitung.",
        "Median time from in progress to finished.": "Median der Zeit von in Bearbeitung bis erledigt.",
        "Mean time from ready to finished.": "Mittlere Zeit von bereit bis erledigt.",
        "Mean time from ready to in progress.": "Mittlere Zeit von bereit bis in Bearbeitung.",
        "Mean time from in progress to finished.": "Mittlere Zeit von in Bearbeitung bis erledigt.",
        "85 % of the tasks took at most this long from ready to finished.":
            "85 % der Aufgaben brauchten höchstens so lange von bereit bis erledigt.",
        "85 % of the tasks took at most this long from ready to in progress.":
            "85 % der Aufgaben brauchten höchstens so lange von bereit bis in Bearbeitung.",
        "85 % of the tasks took at most this long from in progress to finished.":
            "85 % der Aufgaben brauchten höchstens so lange von in Bearbeitung bis erledigt.",
        "Share of the tasks with a due date that were finished by it.":
            "Anteil der Aufgaben mit Fälligkeit, die bis dahin erledigt wurden.",

        // bottlenecks
        "Bottlenecks": "Engpässe",
        "Where the time goes": "Wo die Zeit bleibt",
        "One row for each kind of task finished in the period, the one that took the most time in total first.":
            "Eine Zeile je Art von Aufgaben, die im Zeitraum erledigt wurden; zuerst die, die zusammen am längsten brauchte.",
        "Waiting, total": "Liegezeit, gesamt",
        "All the time these tasks waited: from ready until somebody began to work on them.":
            "Die gesamte Liegezeit dieser Aufgaben: von bereit, bis jemand die Arbeit begann.",
        "Work, total": "Bearbeitungszeit, gesamt",
        "All the time from in progress to finished.": "Die gesamte Zeit von in Bearbeitung bis erledigt.",
        "Lead time, total": "Durchlaufzeit, gesamt",
        "All the time from ready to finished.": "Die gesamte Zeit von bereit bis erledigt.",
        "Share of all time": "Anteil an der Gesamtzeit",
        "Share of the lead time of all tasks finished in the period.":
            "Anteil an der Durchlaufzeit aller im Zeitraum erledigten Aufgaben.",

        // variants
        "Ways through the flow": "Wege durch den Workflow",
        "One row for each sequence of finished tasks among the runs ended in the period, the most frequent first.":
            "Eine Zeile je Abfolge erledigter Aufgaben unter den im Zeitraum beendeten Vorgängen, die häufigste zuerst.",
        "Sequence of tasks": "Abfolge der Aufgaben",
        "The names of the finished tasks in the order in which they were finished.":
            "Die Namen der erledigten Aufgaben in der Reihenfolge, in der sie erledigt wurden.",
        "Runs ended in the period that went this way.": "Im Zeitraum beendete Vorgänge, die diesen Weg nahmen.",
        "Of all runs ended in the period.": "An allen im Zeitraum beendeten Vorgängen.",
    ]
}
