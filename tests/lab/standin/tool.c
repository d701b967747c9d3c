#include "tool.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *allocate(size_t size)
{
    void *memory = calloc(1, size);
    if (!memory) abort();
    return memory;
}

wchar_t *wide(const char *text)
{
    int length = MultiByteToWideChar(CP_UTF8, 0, text, -1, NULL, 0);
    wchar_t *result = allocate((size_t)length * sizeof *result);
    MultiByteToWideChar(CP_UTF8, 0, text, -1, result, length);
    return result;
}

char *narrow(const wchar_t *text)
{
    int length = WideCharToMultiByte(CP_UTF8, 0, text, -1, NULL, 0, NULL, NULL);
    char *result = allocate((size_t)length);
    WideCharToMultiByte(CP_UTF8, 0, text, -1, result, length, NULL, NULL);
    return result;
}

/* The witness sees this and does not come back to a process that is part of the script. */
void end_run(void)
{
    HANDLE file = CreateFileA(LAB_CUT_NOW, GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    if (file != INVALID_HANDLE_VALUE) CloseHandle(file);
}

static char *format_list(const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    size_t length = (size_t)vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = allocate(length + 1);
    vsnprintf(text, length + 1, format, arguments);
    return text;
}

char *format(const char *pattern, ...)
{
    va_list arguments;
    va_start(arguments, pattern);
    char *text = format_list(pattern, arguments);
    va_end(arguments);
    return text;
}

void write_bytes(DWORD handle, const void *bytes, size_t size)
{
    DWORD written;
    WriteFile(GetStdHandle(handle), bytes, (DWORD)size, &written, NULL);
}

static void write_text(DWORD handle, const char *text)
{
    size_t length = strlen(text);
    char *lines = allocate(2 * length + 1);
    char *to = lines;
    for (; *text; text++) {
        if (*text == '\n') *to++ = '\r';
        *to++ = *text;
    }
    wchar_t *characters = wide(lines);
    int size = WideCharToMultiByte(CP_OEMCP, 0, characters, -1, NULL, 0, NULL, NULL);
    char *bytes = allocate((size_t)size);
    WideCharToMultiByte(CP_OEMCP, 0, characters, -1, bytes, size, NULL, NULL);
    write_bytes(handle, bytes, (size_t)size - 1);
}

void out(const char *pattern, ...)
{
    va_list arguments;
    va_start(arguments, pattern);
    write_text(STD_OUTPUT_HANDLE, format_list(pattern, arguments));
    va_end(arguments);
}

void err(const char *pattern, ...)
{
    va_list arguments;
    va_start(arguments, pattern);
    write_text(STD_ERROR_HANDLE, format_list(pattern, arguments));
    va_end(arguments);
}

bool output_is_file(void)
{
    HANDLE handle = GetStdHandle(STD_OUTPUT_HANDLE);
    wchar_t path[MAX_PATH];
    if (GetFileType(handle) != FILE_TYPE_DISK) return false;
    DWORD length = GetFinalPathNameByHandleW(handle, path, MAX_PATH, 0);
    return length && length < MAX_PATH && !strstr(narrow(path), "\\unix\\") && !strstr(narrow(path), "\\Temp\\");
}

int surprise(int code, int count, char **argument)
{
    char *line = "";
    for (int i = 0; i < count; i++) line = format("%s %s", line, argument[i]);
    journal_note("surprise:%s", line);
    return code;
}

bool is_option(const char *argument, const char *name)
{
    return (*argument == '/' || *argument == '-') && !compare_names(argument + 1, name);
}

const char *option_value(const char *argument, const char *head)
{
    if (*argument != '/' && *argument != '-') return NULL;
    return starts_with(argument + 1, head) ? argument + 1 + strlen(head) : NULL;
}

struct lookup {
    const char *name;
    const char *value;
};

static bool look_up(char *line, void *context)
{
    struct lookup *lookup = context;
    size_t length = strlen(lookup->name);
    if (strncmp(line, lookup->name, length) || line[length] != '=') return true;
    lookup->value = format("%s", line + length + 1);
    return false;
}

const char *model_value(const char *file, const char *name)
{
    struct lookup lookup = {name, ""};
    each_line(file, look_up, &lookup);
    return lookup.value;
}

struct replacement {
    const char *name;
    char *text;
};

static bool keep_others(char *line, void *context)
{
    struct replacement *replacement = context;
    size_t length = strlen(replacement->name);
    if (strncmp(line, replacement->name, length) || line[length] != '=')
        replacement->text = format("%s%s\n", replacement->text, line);
    return true;
}

void set_model_value(const char *file, const char *name, const char *value)
{
    struct replacement replacement = {name, ""};
    each_line(file, keep_others, &replacement);
    FILE *out = fopen(file, "wb");
    if (!out) abort();
    fprintf(out, "%s%s=%s\n", replacement.text, name, value);
    fclose(out);
}

static bool read_machine(char *line, void *context)
{
    struct machine *machine = context;
    char *value = line + strcspn(line, "=");
    if (*value) *value++ = 0;
    bool yes = !strcmp(value, "yes");
    if (!strcmp(line, "elevated")) machine->elevated = yes;
    if (!strcmp(line, "wmi")) machine->wmi = yes;
    if (!strcmp(line, "client")) machine->client = yes;
    if (!strcmp(line, "domain-controller")) machine->domain_controller = yes;
    if (!strcmp(line, "version")) sscanf(value, "%u.%u", &machine->major, &machine->minor);
    if (!strcmp(line, "build")) machine->build = (unsigned)strtoul(value, NULL, 10);
    if (!strcmp(line, "language")) snprintf(machine->language, sizeof machine->language, "%s", value);
    if (!strcmp(line, "edition")) snprintf(machine->edition, sizeof machine->edition, "%s", value);
    return true;
}

const struct machine *machine(void)
{
    static struct machine facts;
    if (!facts.build) each_line(LAB_MODEL("machine"), read_machine, &facts);
    return &facts;
}

wchar_t *way_aside(const wchar_t *path)
{
    wchar_t as_it_is[MAX_PATH]; /* aside, upper and lower case are two */
    if (_wcsnicmp(path, L"C:\\", 3) || !GetLongPathNameW(path, as_it_is, MAX_PATH)) return NULL;
    return wide(format(LAB_PATH("disk\\%s"), narrow(as_it_is + 3)));
}
