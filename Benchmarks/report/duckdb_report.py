"""The core queries of a report in DuckDB, over executions as JSON Lines, with the schema given.

Prints the seconds of each of the three queries together: cycle times by template, overdue tasks by template and task,
closing reasons by template.
"""

import sys
import time

import duckdb

path, as_of, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])

COLUMNS = {
    "id": "VARCHAR",
    "flow_template_id": "VARCHAR",
    "name": "VARCHAR",
    "status": "VARCHAR",
    "created_at": "TIMESTAMP",
    "due_date": "TIMESTAMP",
    "analytics": "STRUCT(started_at TIMESTAMP, completed_at TIMESTAMP, closed_at TIMESTAMP)",
    "closing_reason": "STRUCT(selected_reasons STRUCT(id VARCHAR, title VARCHAR)[],"
    " configured_reasons STRUCT(id VARCHAR, title VARCHAR)[])",
    "tasks": "STRUCT(name VARCHAR, status VARCHAR, due_date VARCHAR,"
    " analytics STRUCT(in_progress_at TIMESTAMP, completed_at TIMESTAMP, status_updated_at TIMESTAMP))[]",
}

connection = duckdb.connect()
connection.execute(f"SET threads = {threads}")
columns = "{" + ", ".join(f"'{name}': '{kind}'" for name, kind in COLUMNS.items()) + "}"

started = time.perf_counter()
connection.execute(
    f"""
    CREATE TEMP TABLE run AS
    SELECT id, flow_template_id AS template, status, due_date, closing_reason, tasks,
        coalesce(analytics.started_at, created_at) AS started,
        CASE status
            WHEN 'DONE' THEN coalesce(analytics.completed_at, analytics.closed_at)
            WHEN 'CLOSED' THEN coalesce(analytics.closed_at, analytics.completed_at)
        END AS ended
    FROM read_json('{path}', format = 'newline_delimited', columns = {columns}, maximum_object_size = 33554432)
    """
)
cycle_times = connection.execute(
    """
    SELECT template, count(*), avg(d), stddev_samp(d), min(d), quantile_cont(d, [0.5, 0.85, 0.95]), max(d)
    FROM (SELECT template, epoch(ended - started) / 86400 AS d FROM run WHERE ended <= ?::TIMESTAMP)
    GROUP BY template ORDER BY template
    """,
    [as_of],
).fetchall()
overdue = connection.execute(
    """
    SELECT template, name, count(*), avg(d), median(d), max(d)
    FROM (
        SELECT template, t.name, epoch(?::TIMESTAMP - try_cast(t.due_date AS TIMESTAMP)) / 86400 AS d
        FROM (SELECT template, unnest(tasks) AS t FROM run WHERE started <= ?::TIMESTAMP AND ended IS NULL)
        WHERE t.status NOT IN ('COMPLETED', 'SKIPPED') AND try_cast(t.due_date AS TIMESTAMP) < ?::TIMESTAMP
    )
    GROUP BY template, name ORDER BY template, name
    """,
    [as_of, as_of, as_of],
).fetchall()
reasons = connection.execute(
    """
    SELECT template, reason, count(*), median(d)
    FROM (
        SELECT template, epoch(ended - started) / 86400 AS d,
            unnest(CASE WHEN len(closing_reason.selected_reasons) > 0
                THEN list_transform(closing_reason.selected_reasons, lambda r: trim(r.title)) ELSE ['(none)'] END) AS reason
        FROM run
        WHERE ended <= ?::TIMESTAMP AND (status = 'CLOSED' OR len(closing_reason.selected_reasons) > 0)
    )
    GROUP BY template, reason ORDER BY template, count(*) DESC, reason
    """,
    [as_of],
).fetchall()
print(f"{time.perf_counter() - started:.3f} {len(cycle_times)} {len(overdue)} {len(reasons)}")
