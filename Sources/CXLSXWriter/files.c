/*
 * The library opens its files through functions that are found by name when the program starts: `lxw_tmpfile`, declared by
 * its headers, and minizip's `zipOpen`. A program's own function comes before a library's of the same name, so these two
 * stand here.
 */
#define _GNU_SOURCE
#include "CXLSXWriter.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Of the workbook that the calling thread is in the library for. */
static _Thread_local xlsx_files *current;

void xlsx_enter(xlsx_files *files) {
    current = files;
}

#ifdef __linux__

/* A file of the library's that is written and read through here. */
typedef struct {
    int descriptor;
    /* Where the first error of its kind is noted. */
    int *error;
    uint64_t position;
} watched_file;

/* Writes all of some bytes; after the first error anywhere nothing is written any more. */
static void write_whole(watched_file *file, const char *bytes, size_t count) {
    while (count > 0 && !*file->error) {
        ssize_t written = pwrite(file->descriptor, bytes, count, file->position);
        if (written < 0) {
            if (errno != EINTR) *file->error = errno;
        } else {
            bytes += written;
            count -= written;
            file->position += written;
        }
    }
    /* Positions go on as though all had been written. */
    file->position += count;
}

/* MARK: Temporary files */

static ssize_t read_temporary(void *cookie, char *bytes, size_t count) {
    watched_file *file = cookie;
    ssize_t read;
    do read = pread(file->descriptor, bytes, count, file->position);
    while (read < 0 && errno == EINTR);
    if (read < 0) {
        if (!*file->error) *file->error = errno;
        return 0;
    }
    file->position += read;
    return read;
}

static ssize_t write_temporary(void *cookie, const char *bytes, size_t count) {
    write_whole(cookie, bytes, count);
    return count;
}

static int seek_temporary(void *cookie, off64_t *offset, int whence) {
    watched_file *file = cookie;
    off64_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? (off64_t)file->position : lseek(file->descriptor, 0, SEEK_END);
    if (base < 0 || base + *offset < 0) return -1;
    *offset += base;
    file->position = *offset;
    return 0;
}

static int close_file(void *cookie) {
    watched_file *file = cookie;
    if (file->descriptor >= 0) close(file->descriptor);
    free(file);
    return 0;
}

/* A file without a name in a folder; -1 with the system's error. */
static int open_nameless(const char *folder) {
    int descriptor = open(folder, O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL)) return descriptor;
    char path[4096];
    if (snprintf(path, sizeof path, "%s/.flowbook-XXXXXX", folder) >= (int)sizeof path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    descriptor = mkostemp(path, O_CLOEXEC);
    if (descriptor >= 0) unlink(path);
    return descriptor;
}

/* In place of the library's. */
FILE *lxw_tmpfile(char *folder) {
    xlsx_files *files = current;
    if (!files) {
        FILE *(*original)(char *) = (FILE * (*)(char *)) dlsym(RTLD_NEXT, "lxw_tmpfile");
        return original ? original(folder) : NULL;
    }
    files->has_temporaries = true;
    watched_file *cookie = calloc(1, sizeof *cookie);
    if (!cookie) return NULL;
    cookie->error = &files->temporary_error;
    cookie->descriptor = open_nameless(folder ? folder : P_tmpdir);
    if (cookie->descriptor < 0 && !files->temporary_error) files->temporary_error = errno;
    FILE *file = fopencookie(
        cookie, "w+", (cookie_io_functions_t){read_temporary, write_temporary, seek_temporary, close_file});
    if (!file) {
        close_file(cookie);
        return NULL;
    }
    setvbuf(file, NULL, _IOFBF, 1 << 16);
    return file;
}

/* MARK: The packed file */

/* As minizip declares them; its headers need not be there. */
typedef struct {
    void *(*open)(void *, const void *, int);
    unsigned long (*read)(void *, void *, void *, unsigned long);
    unsigned long (*write)(void *, void *, const void *, unsigned long);
    uint64_t (*tell)(void *, void *);
    long (*seek)(void *, void *, uint64_t, int);
    int (*close)(void *, void *);
    int (*error)(void *, void *);
    void *opaque;
} zip_functions;
typedef void *(*zip_open)(const void *path, int append, const char **comment, zip_functions *);

typedef struct {
    watched_file file;
    uint64_t end;
    size_t filled;
    char bytes[1 << 16];
} packed_file;

static void flush_packed(packed_file *packed) {
    write_whole(&packed->file, packed->bytes, packed->filled);
    packed->filled = 0;
    if (packed->file.position > packed->end) packed->end = packed->file.position;
}

static void *open_packed(void *opaque, const void *path, int mode) {
    (void)mode;
    xlsx_files *files = opaque;
    packed_file *packed = calloc(1, sizeof *packed);
    if (!packed) return NULL;
    packed->file.error = &files->packed_error;
    packed->file.descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (packed->file.descriptor < 0) files->packed_error = errno;
    return packed;
}

static unsigned long read_packed(void *opaque, void *stream, void *bytes, unsigned long count) {
    (void)opaque, (void)stream, (void)bytes, (void)count;
    return 0;
}

static unsigned long write_packed(void *opaque, void *stream, const void *bytes, unsigned long count) {
    (void)opaque;
    packed_file *packed = stream;
    if (packed->filled + count > sizeof packed->bytes) flush_packed(packed);
    if (count > sizeof packed->bytes) {
        write_whole(&packed->file, bytes, count);
    } else {
        memcpy(packed->bytes + packed->filled, bytes, count);
        packed->filled += count;
    }
    return count;
}

static uint64_t tell_packed(void *opaque, void *stream) {
    (void)opaque;
    packed_file *packed = stream;
    return packed->file.position + packed->filled;
}

static long seek_packed(void *opaque, void *stream, uint64_t offset, int origin) {
    packed_file *packed = stream;
    flush_packed(packed);
    packed->file.position = offset + (origin == SEEK_SET ? 0 : origin == SEEK_CUR ? tell_packed(opaque, stream) : packed->end);
    return 0;
}

static int close_packed(void *opaque, void *stream) {
    (void)opaque;
    packed_file *packed = stream;
    flush_packed(packed);
    return close_file(&packed->file);
}

static int error_of_packed(void *opaque, void *stream) {
    (void)opaque, (void)stream;
    return 0;
}

/* In place of minizip's, for the library alone. */
void *zipOpen(const char *path, int append) {
    xlsx_files *files = current;
    zip_open open = (zip_open)dlsym(RTLD_DEFAULT, "zipOpen2_64");
    if (!files || append || !open) {
        void *(*original)(const char *, int) = (void *(*)(const char *, int))dlsym(RTLD_NEXT, "zipOpen");
        return original ? original(path, append) : NULL;
    }
    zip_functions functions = {
        open_packed, read_packed, write_packed, tell_packed, seek_packed, close_packed, error_of_packed, files,
    };
    return open(path, 0, NULL, &functions);
}

#endif
