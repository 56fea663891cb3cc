#ifndef CJSONINDEX_H
#define CJSONINDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Finds the structural characters of one JSON document at a time; not for use by two threads at once.
typedef struct json_indexer json_indexer;

/// What is wrong with a document's bytes before any grammar is looked at.
typedef enum {
    JSON_INDEX_OK = 0,
    JSON_INDEX_EMPTY = 1,
    JSON_INDEX_NOT_UTF8 = 2,
    JSON_INDEX_UNCLOSED_STRING = 3,
    JSON_INDEX_CONTROL_CHARACTER = 4,
    JSON_INDEX_TOO_LARGE = 5,
    JSON_INDEX_NO_MEMORY = 6,
} json_index_status;

json_indexer *json_indexer_create(void);
void json_indexer_destroy(json_indexer *indexer);

/// Indexes `length` bytes. On success `*positions` holds `*count` ascending byte offsets, one for each of `{}[]:,`, for
/// each opening quote and for the first byte of each number or literal, followed by two entries that equal `length`.
/// They stay valid until the next call. Reads no byte beyond `length`.
json_index_status json_indexer_run(json_indexer *indexer, const uint8_t *bytes, size_t length,
                                   const uint32_t **positions, uint32_t *count);

/// The offset of the first line feed in `length` bytes, or `length`. Sets `*backslash` when a backslash stands before it.
size_t json_line_length(const uint8_t *bytes, size_t length, bool *backslash);

#ifdef __cplusplus
}
#endif

#endif
