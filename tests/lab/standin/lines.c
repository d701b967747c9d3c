#include "lines.h"

#include <stdlib.h>
#include <string.h>

bool read_all(const char *path, struct text *text)
{
    const wchar_t *name = path ? wide(path) : NULL;
    const wchar_t *aside = path && file_is_held(path) ? way_aside(name) : NULL;
    HANDLE file = path ? CreateFileW(aside ? aside : name, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                                     OPEN_EXISTING, 0, NULL)
                       : GetStdHandle(STD_INPUT_HANDLE);
    if (file == INVALID_HANDLE_VALUE) return false;
    enum { BLOCK = 65536 };
    DWORD got;
    *text = (struct text){NULL, 0};
    do {
        text->bytes = realloc(text->bytes, text->size + BLOCK + 1);
        if (!text->bytes) abort();
        if (!ReadFile(file, text->bytes + text->size, BLOCK, &got, NULL)) got = 0;
        text->size += got;
    } while (got);
    text->bytes[text->size] = 0;
    if (path) CloseHandle(file);
    return true;
}

char *take_line(struct text *text)
{
    if (!text->size) return NULL;
    char *line = text->bytes;
    char *end = memchr(line, '\n', text->size);
    size_t length = end ? (size_t)(end - line) + 1 : text->size;
    text->bytes += length;
    text->size -= length;
    if (end) *end = 0;
    size_t used = end ? length - 1 : length;
    if (used && line[used - 1] == '\r') line[used - 1] = 0;
    return line;
}
