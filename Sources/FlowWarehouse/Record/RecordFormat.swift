/// The compact form of an execution in the warehouse's private table `records`, made to be read fast.
///
/// A record holds what a `FlowExecution` holds, no more; the whole of what the API said is in `documents`. Each distinct
/// text and time stands once and is referred to by its number, so that reading a record is a walk over small numbers and
/// its texts need not be copied; phases come last and tasks before them, so that a reader who needs neither stops early. Numbers are unsigned LEB128 unless stated otherwise.
///
/// ```
/// version            one byte
/// texts              count, the length of each, then the bytes of all
/// times              count, then each: a date as zigzag(days) * 2 + 1, an instant as zigzag(difference to the
///                    instant before, at first to 1970) * 2
/// execution          texts id, organization, template, name, status, trigger;
///                    times created, updated, due, started, completed, closed; texts started by, closed by
/// contexts           count, each: texts entity, schema; 1 where primary, else 0
/// names              count, each: text (what the lists below point into)
/// lists              assignees, taxonomies; a list is its count and, unless that is 0, its first name
/// current tasks      count, each: text
/// selected reasons   count, each: texts id, title; configured reasons likewise
/// malformed parts    count of phases, count of tasks
/// tasks              count, each: texts id, template, name, type, status, phase; times created, updated, due, started,
///                    in progress, completed, status updated; texts in progress by, completed by; lists assignees,
///                    taxonomies; zigzag(loop iterations); enabled * 1 + manually created * 2
/// phases             count, each: texts id, template, name, status; times updated, due, started, in progress, completed;
///                    lists assignees, taxonomies; zigzag(loop iterations)
/// ```
///
/// A reference to a text is 0 for a missing one, else its number from 1; to a time 0 for a missing one, 1 for an
/// unparsable one, else its number from 2. What a status means is not stored: it is worked out on reading.
enum RecordFormat {
    /// Rises with every change of the format; records of another version are made anew from `documents`.
    static let version = 1
}
