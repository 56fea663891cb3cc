#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

// What the library's functions do not offer, through the fields of its public structures (1.1.4 and later).

/* The format of cells without one: its font is the workbook's "Normal" font, by which columns are measured. */
static inline lxw_format *xlsx_default_format(lxw_workbook *workbook) {
    return STAILQ_FIRST(workbook->formats);
}

/*
 * Lets a sheet take the content of its <sheetData> from a file, as the library does for its own rows in
 * constant-memory mode. It reads the file from its beginning in workbook_close() and closes it.
 *
 * The library prints numbers with 16 significant digits, one too few for a double to come back unchanged; and it
 * does not notice when its own file of rows cannot grow.
 */
static inline void xlsx_set_rows(lxw_worksheet *sheet, FILE *rows, lxw_row_t last_row, lxw_col_t last_column) {
    sheet->optimize = LXW_TRUE;
    sheet->optimize_tmpfile = rows;
    sheet->dim_rowmin = 0;
    sheet->dim_colmin = 0;
    sheet->dim_rowmax = last_row;
    sheet->dim_colmax = last_column;
}

/* The place of a string in the workbook's list of shared strings, or -1. */
static inline int64_t xlsx_shared_string(lxw_workbook *workbook, const char *string) {
    struct sst_element *element = lxw_get_sst_index(workbook->sst, string, LXW_FALSE);
    return element ? (int64_t)element->index : -1;
}

/* Parts above 4 GiB need the 64-bit form of the container, which some old readers do not know. */
static inline void xlsx_use_zip64(lxw_workbook *workbook) {
    workbook->options.use_zip64 = LXW_TRUE;
}

/* Whether the values or the categories of a series are meant. */
typedef enum { XLSX_CATEGORIES, XLSX_VALUES } xlsx_range_kind;

static inline lxw_series_range *xlsx_range(lxw_chart_series *series, xlsx_range_kind kind) {
    return kind == XLSX_CATEGORIES ? series->categories : series->values;
}

/*
 * Adds a value to what a chart shows before its cells are read (previews never read them). The library collects these
 * values itself from cells that it holds; here they stand in a file.
 */
static inline lxw_series_data_point *xlsx_add_point(lxw_series_range *range) {
    lxw_series_data_point *point = calloc(1, sizeof(*point));
    if (!point) return NULL;
    STAILQ_INSERT_TAIL(range->data_cache, point, list_pointers);
    range->num_data_points++;
    range->ignore_cache = LXW_TRUE;
    return point;
}

static inline void xlsx_cache_number(lxw_series_range *range, double number) {
    lxw_series_data_point *point = xlsx_add_point(range);
    if (point) point->number = number;
}

static inline void xlsx_cache_text(lxw_series_range *range, const char *text) {
    lxw_series_data_point *point = xlsx_add_point(range);
    if (!point) return;
    point->is_string = LXW_TRUE;
    point->string = strdup(text);
    range->has_string_cache = LXW_TRUE;
}

static inline void xlsx_cache_gap(lxw_series_range *range) {
    lxw_series_data_point *point = xlsx_add_point(range);
    if (point) point->no_data = LXW_TRUE;
}

/* Puts another stream in the place of standard error, where the library prints; gives the one before. */
static inline FILE *xlsx_swap_messages(FILE *replacement) {
    FILE *previous = stderr;
    stderr = replacement;
    return previous;
}
