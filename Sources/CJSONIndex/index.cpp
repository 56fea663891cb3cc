#include "cjsonindex.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>

#include <simdjson.h>

// simdjson's first stage (UTF-8 validation and the index of structural characters) is used without its second, which
// copies every string: Flowbook reads few of them, straight from the document.
struct json_indexer {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
    size_t capacity = 0;
};

extern "C" json_indexer *json_indexer_create(void) { return new (std::nothrow) json_indexer(); }

extern "C" void json_indexer_destroy(json_indexer *indexer) { delete indexer; }

static json_index_status status_of(simdjson::error_code error) {
    switch (error) {
    case simdjson::SUCCESS: return JSON_INDEX_OK;
    case simdjson::EMPTY: return JSON_INDEX_EMPTY;
    case simdjson::UTF8_ERROR: return JSON_INDEX_NOT_UTF8;
    case simdjson::UNCLOSED_STRING: return JSON_INDEX_UNCLOSED_STRING;
    case simdjson::UNESCAPED_CHARS: return JSON_INDEX_CONTROL_CHARACTER;
    case simdjson::CAPACITY: return JSON_INDEX_TOO_LARGE;
    default: return JSON_INDEX_NO_MEMORY;
    }
}

extern "C" json_index_status json_indexer_run(json_indexer *indexer, const uint8_t *bytes, size_t length,
                                              const uint32_t **positions, uint32_t *count) {
    if (length == 0) return JSON_INDEX_EMPTY;
    if (length > simdjson::SIMDJSON_MAXSIZE_BYTES - 128) return JSON_INDEX_TOO_LARGE;
    if (!indexer->parser || length > indexer->capacity) {
        const size_t wanted = std::max<size_t>(length + length / 2, 64 * 1024);
        const size_t capacity = std::min<size_t>(wanted, simdjson::SIMDJSON_MAXSIZE_BYTES - 64);
        indexer->parser.reset();
        indexer->capacity = 0;
        // The depth only sizes a stack of the second stage.
        auto error = simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, 1, indexer->parser);
        if (error) return status_of(error);
        indexer->capacity = capacity;
    }
    auto error = indexer->parser->stage1(bytes, length, simdjson::stage1_mode::regular);
    if (error) return status_of(error);
    *positions = indexer->parser->structural_indexes.get();
    *count = indexer->parser->n_structural_indexes;
    return JSON_INDEX_OK;
}

// Vectors of 16 bytes are what every x86-64 and ARM64 processor has; the compiler maps them.
typedef uint8_t block __attribute__((vector_size(16)));
typedef int8_t mask __attribute__((vector_size(16)));

static inline bool any(mask lanes) {
    uint64_t words[2];
    memcpy(words, &lanes, sizeof words);
    return (words[0] | words[1]) != 0;
}

extern "C" size_t json_line_length(const uint8_t *bytes, size_t length, bool *backslash) {
    size_t offset = 0;
    mask escaped = {};
    for (; offset + 4 * sizeof(block) <= length; offset += 4 * sizeof(block)) {
        block part[4];
        memcpy(part, bytes + offset, sizeof part);
        if (any((part[0] == '\n') | (part[1] == '\n') | (part[2] == '\n') | (part[3] == '\n'))) break;
        escaped |= (part[0] == '\\') | (part[1] == '\\') | (part[2] == '\\') | (part[3] == '\\');
    }
    *backslash = any(escaped);
    for (; offset < length && bytes[offset] != '\n'; ++offset) *backslash |= bytes[offset] == '\\';
    return offset;
}
