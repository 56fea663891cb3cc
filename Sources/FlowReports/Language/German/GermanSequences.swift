extension TextCatalogue {
    /// What comes after what, what is done more than once, and what takes unusually long.
    static let germanSequences = [
        // transitions
        "From task to task": "Von Aufgabe zu Aufgabe",
        "One row for each task that came next after another, in the order of finishing, the most frequent first.":
            "Eine Zeile je Aufgabe, die auf eine andere folgte, in der Reihenfolge des Erledigens, die häufigste zuerst.",
        "To": "Nach",
        "The task that was finished first.": "Die zuerst erledigte Aufgabe.",
        "The task of the run finished next.": "Die als nächste erledigte Aufgabe des Vorgangs.",
        "How often the second task, finished in the period, came next.":
            "Wie oft die zweite, im Zeitraum erledigte Aufgabe als nächste kam.",
        "Median time from the end of the first task to that of the second.":
            "Median der Zeit vom Ende der ersten Aufgabe bis zum Ende der zweiten.",
        "85 % within": "85 % binnen",
        "85 % of the times between the two ends were at most this long.":
            "85 % der Zeiten zwischen beiden Enden waren höchstens so lang.",

        // handovers
        "Handovers": "Übergaben",
        "One row for each two people of whom one followed the other in a run's tasks, the most frequent first.":
            "Eine Zeile je zwei Personen, von denen eine der anderen in den Aufgaben eines Vorgangs folgte, die häufigste "
            + "Übergabe zuerst.",
        "Who was assigned to the task finished first.": "Wer für die zuerst erledigte Aufgabe verantwortlich war.",
        "Who was assigned to the run's task finished next.":
            "Wer für die als nächste erledigte Aufgabe des Vorgangs verantwortlich war.",
        "How often the work passed from one to the other, with the second task finished in the period.":
            "Wie oft die Arbeit von der einen zur anderen Person ging, die zweite Aufgabe im Zeitraum erledigt.",

        // rework
        "Rework": "Nacharbeit",
        "One row for each task or phase that runs went through more than once, the most often repeated first.":
            "Eine Zeile je Aufgabe oder Phase, die Vorgänge mehr als einmal durchliefen, die am häufigsten wiederholte "
            + "zuerst.",
        "Kind": "Art",
        "Whether it is a task or a phase.": "Ob es eine Aufgabe oder eine Phase ist.",
        "Task or phase": "Aufgabe oder Phase",
        "Its own name.": "Ihr Name.",
        "Runs that finished it in the period.": "Vorgänge, die sie im Zeitraum erledigten.",
        "Runs with rework": "Vorgänge mit Nacharbeit",
        "Runs that went through it more than once.": "Vorgänge, die sie mehr als einmal durchliefen.",
        "Rework rate": "Nacharbeitsquote",
        "Share of the runs that repeated it.": "Anteil der Vorgänge, die sie wiederholten.",
        "Passes": "Durchläufe",
        "How often all runs together went through it.": "Wie oft alle Vorgänge zusammen sie durchliefen.",
        "Passes a run": "Durchläufe je Vorgang",
        "How often a run went through it on average.": "Wie oft ein Vorgang sie im Mittel durchlief.",
        "Most passes": "Meiste Durchläufe",
        "How often one run went through it at most.": "Wie oft ein Vorgang sie höchstens durchlief.",

        // outliers
        "Outliers": "Ausreißer",
        "One row for each run ended in the period that took far longer than others of its template, the worst first.":
            "Eine Zeile je im Zeitraum beendetem Vorgang, der weit länger als andere seiner Vorlage brauchte, der längste "
            + "zuerst.",
        "Usual at most": "Üblich höchstens",
        "Tukey's upper fence of the template: the upper quartile and 1.5 times the distance of the quartiles.":
            "Obere Grenze der Vorlage nach Tukey: das obere Quartil plus das 1,5-Fache des Quartilsabstands.",
        "Over": "Darüber",
        "How much longer than that the run took.": "Um wie viel länger der Vorgang brauchte.",
        "Longest phase": "Längste Phase",
        "The finished phase that took the most time.": "Die erledigte Phase, die am längsten dauerte.",
        "Phase time": "Phasenzeit",
        "That phase's time from ready to finished.": "Die Zeit dieser Phase von bereit bis erledigt.",
    ]
}
