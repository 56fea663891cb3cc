#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>
#include <zlib.h>

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

/* Writes the plot area that a chart's one series carries as its name. */
static inline void xlsx_write_plot_area(lxw_chart *chart) {
    lxw_chart_series *series = STAILQ_FIRST(chart->series_list);
    if (series && series->title.name) fputs(series->title.name, chart->file);
}

/*
 * Gives a chart a plot area made elsewhere, as the XML of <c:plotArea>. The library's own has no second axis, no lines
 * over columns, no names of several levels, and no values for previews where cells stand in a file.
 *
 * The chart must have exactly one series, with values, which is only the carrier.
 */
static inline void xlsx_set_plot_area(lxw_chart *chart, lxw_chart_series *carrier, const char *xml) {
    chart_series_set_name(carrier, xml);
    chart->write_plot_area = xlsx_write_plot_area;
}

/* Puts another stream in the place of standard error, where the library prints; gives the one before. */
static inline FILE *xlsx_swap_messages(FILE *replacement) {
    FILE *previous = stderr;
    stderr = replacement;
    return previous;
}

/* Begins to unpack a part of a finished workbook: what the library has packed with zlib, without a header. */
static inline int xlsx_begin_unpacking(z_stream *stream) {
    memset(stream, 0, sizeof(*stream));
    return inflateInit2(stream, -MAX_WBITS);
}
