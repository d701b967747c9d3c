/* reg import: REGEDIT4 and the Unicode format of regedit, as far as scripts write them. */
#include "reg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The whole file as UTF-8: UTF-16 with its mark, or the ANSI code page. */
static char *read_text(const char *path)
{
    FILE *file = _wfopen(wide(path), L"rb");
    if (!file) return NULL;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *bytes = allocate((size_t)size + 2);
    size = (long)fread(bytes, 1, (size_t)size, file);
    fclose(file);
    if (size >= 2 && (BYTE)bytes[0] == 0xFF && (BYTE)bytes[1] == 0xFE) return narrow((wchar_t *)(bytes + 2));
    int length = MultiByteToWideChar(CP_ACP, 0, bytes, -1, NULL, 0);
    wchar_t *text = allocate((size_t)length * sizeof *text);
    MultiByteToWideChar(CP_ACP, 0, bytes, -1, text, length);
    return narrow(text);
}

/* The next line, with continuations (`\` at its end) drawn together; null at the end of the text. */
static char *next_line(char **rest)
{
    if (!**rest) return NULL;
    char *line = *rest;
    char *to = line;
    for (;;) {
        size_t length = strcspn(*rest, "\r\n");
        memmove(to, *rest, length);
        to += length;
        *rest += length;
        *rest += strspn(*rest, "\r");
        if (**rest == '\n') ++*rest;
        if (to == line || to[-1] != '\\' || !strstr(line, "hex")) break;
        to--;
        *rest += strspn(*rest, " \t");
    }
    *to = 0;
    return line;
}

/* A quoted text with `\\` and `\"`; `*at` is left behind its closing quote. */
static char *quoted(char **at)
{
    if (**at != '"') return NULL;
    char *text = allocate(strlen(*at));
    char *to = text;
    for (++*at; **at && **at != '"'; ++*at) {
        if (**at == '\\' && (*at)[1]) ++*at;
        *to++ = **at;
    }
    if (**at) ++*at;
    return text;
}

static DWORD import_hexadecimal(const struct key_name *key, const char *name, char *data, REGSAM view)
{
    DWORD type = data[3] == '(' ? (DWORD)strtoul(data + 4, NULL, 16) : REG_BINARY;
    BYTE *bytes = allocate(strlen(data));
    DWORD size = 0;
    for (char *at = strchr(data, ':') + 1; *at; at += strcspn(at, ","), at += strspn(at, ", "))
        bytes[size++] = (BYTE)strtoul(at, NULL, 16);
    return set_value(key, name, type, bytes, size, view);
}

static DWORD import_value(const struct key_name *key, char *line, REGSAM view)
{
    const char *name = *line == '@' ? (line++, "") : quoted(&line);
    if (!name || *line++ != '=') return ERROR_INVALID_DATA;
    if (*line == '-') return delete_value(key, name, view);
    if (*line == '"') {
        const wchar_t *text = wide(quoted(&line));
        return set_value(key, name, REG_SZ, text, (DWORD)((wcslen(text) + 1) * sizeof *text), view);
    }
    if (starts_with(line, "dword:")) {
        DWORD number = (DWORD)strtoul(line + 6, NULL, 16);
        return set_value(key, name, REG_DWORD, &number, sizeof number, view);
    }
    if (starts_with(line, "hex") && strchr(line, ':')) return import_hexadecimal(key, name, line, view);
    return ERROR_INVALID_DATA;
}

/* `[KEY]` creates a key, `[-KEY]` deletes one. A key that gets values is not an operation of its own. */
static DWORD import_section(char *line, bool gets_values, struct key_name *key, REGSAM view)
{
    bool deletes = line[1] == '-';
    line[strlen(line) - 1] = 0;
    if (!parse_key(line + (deletes ? 2 : 1), key)) return ERROR_INVALID_DATA;
    if (deletes) return delete_key(key, view);
    return gets_values ? 0 : create_key(key, view);
}

int reg_import(const char *path, REGSAM view)
{
    char *rest = read_text(path);
    char *line = rest ? next_line(&rest) : NULL;
    bool known = line && (!strcmp(line, "REGEDIT4") || !strcmp(line, "Windows Registry Editor Version 5.00"));
    DWORD code = known ? 0 : ERROR_FILE_NOT_FOUND;
    struct key_name key = {0};
    while (!code && (line = next_line(&rest))) {
        if (!*line || *line == ';') continue;
        if (*line == '[' && line[strlen(line) - 1] == ']') code = import_section(line, *rest == '"' || *rest == '@', &key, view);
        else code = key.root ? import_value(&key, line, view) : ERROR_INVALID_DATA;
    }
    if (code) {
        err("ERROR: Error opening the file. There may be a disk or file system error.\n");
        return 1;
    }
    err("The operation completed successfully.\n\n");
    return 0;
}
