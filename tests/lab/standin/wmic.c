/*
 * wmic.exe. Its output is odd, and scripts must live with that: CR CR LF between lines, properties in the order of
 * their names whatever was asked for, UTF-16 when it goes into a file, "No Instance(s) Available." with exit code 0.
 */
#include "wmi.h"

#include <stdlib.h>
#include <string.h>

struct request {
    const char *class;
    const char *where;
    const char *properties; /* comma-separated; null: all */
    bool list;
    const char *method;
    char **arguments;
    int argument_count;
};

static void print(const char *text)
{
    wchar_t *characters = wide(text);
    if (output_is_file()) {
        write_bytes(STD_OUTPUT_HANDLE, L"\xFEFF", sizeof(wchar_t));
        write_bytes(STD_OUTPUT_HANDLE, characters, wcslen(characters) * sizeof *characters);
        return;
    }
    int size = WideCharToMultiByte(CP_OEMCP, 0, characters, -1, NULL, 0, NULL, NULL);
    char *bytes = allocate((size_t)size);
    WideCharToMultiByte(CP_OEMCP, 0, characters, -1, bytes, size, NULL, NULL);
    write_bytes(STD_OUTPUT_HANDLE, bytes, (size_t)size - 1);
}

static bool wants(const char *properties, const char *name)
{
    if (!properties || !strcmp(properties, "*")) return true;
    size_t length = strlen(name);
    for (const char *at = properties; *at; at += strcspn(at, ","), at += strspn(at, ", "))
        if (starts_with(at, name) && strcspn(at, ", ") == length) return true;
    return false;
}

static const char *as_list(const struct rows *rows, const struct request *request)
{
    const char *text = "";
    for (size_t r = 0; r < rows->count; r++) {
        text = format("%s\r\r\n\r\r\n", text);
        for (const struct property *property = rows->row[r].properties; property->name; property++)
            if (wants(request->properties, property->name))
                text = format("%s%s=%s\r\r\n", text, property->name, property->value ? property->value : "");
    }
    return format("%s\r\r\n\r\r\n\r\r\n", text);
}

/* Columns as wide as their widest entry and two blanks. */
static const char *as_table(const struct rows *rows, const struct request *request)
{
    const char *text = "";
    size_t columns = 0;
    while (rows->row[0].properties[columns].name) columns++;
    for (size_t line = 0; line <= rows->count; line++) {
        for (size_t column = 0; column < columns; column++) {
            const char *name = rows->row[0].properties[column].name;
            if (!wants(request->properties, name)) continue;
            size_t width = strlen(name);
            for (size_t r = 0; r < rows->count; r++) {
                const char *value = rows->row[r].properties[column].value;
                if (value && strlen(value) > width) width = strlen(value);
            }
            const char *value = line ? rows->row[line - 1].properties[column].value : name;
            text = format("%s%-*s", text, (int)width + 2, value ? value : "");
        }
        text = format("%s\r\r\n", text);
    }
    return format("%s\r\r\n", text);
}

static int failed(uint32_t code)
{
    err("Node - LAB\nERROR:\nDescription = %s\n",
        code == 0x80070422 ? "The service cannot be started, either because it is disabled or because it has no enabled "
                             "devices associated with it. "
                           : format("0x%08X", (unsigned)code));
    return (int)code;
}

static int get(const struct request *request)
{
    struct rows rows;
    uint32_t code = wmi_query(request->class, request->where, &rows);
    if (code) return failed(code);
    if (!rows.count) err("No Instance(s) Available.\n");
    else print(request->list ? as_list(&rows, request) : as_table(&rows, request));
    return 0;
}

static int call(const struct request *request)
{
    uint32_t code = wmi_call(request->class, request->method, request->argument_count, request->arguments);
    if (code) return failed(code);
    print("Method execution successful.\r\r\nOut Parameters:\r\r\ninstance of __PARAMETERS\r\r\n{\r\r\n};\r\r\n\r\r\n");
    return 0;
}

/* wmic [/switch...] path|alias CLASS [where CONDITION] get LIST [/value] | call METHOD ARGUMENTS */
int wmic(int count, char **argument)
{
    struct request request = {0};
    int i = 0;
    while (i < count && *argument[i] == '/') i++;
    if (i < count && !compare_names(argument[i], "os")) request.class = "Win32_OperatingSystem", i++;
    else if (i < count && !compare_names(argument[i], "computersystem")) request.class = "Win32_ComputerSystem", i++;
    else if (i < count && !compare_names(argument[i], "service")) request.class = "Win32_Service", i++;
    else if (i + 1 < count && !compare_names(argument[i], "path")) request.class = argument[i + 1], i += 2;
    if (!request.class) return surprise((int)0x80041017, count, argument);

    if (i < count && !compare_names(argument[i], "where")) {
        const char *where = "";
        for (i++; i < count && compare_names(argument[i], "get") && compare_names(argument[i], "call"); i++)
            where = format("%s %s", where, argument[i]);
        request.where = where;
    }
    const char *verb = i < count ? argument[i++] : "get";
    if (!compare_names(verb, "call") && i < count) {
        request.method = argument[i];
        request.arguments = argument + i + 1;
        request.argument_count = count - i - 1;
        return call(&request);
    }
    if (compare_names(verb, "get")) return surprise((int)0x80041017, count, argument);
    const char *properties = "";
    for (; i < count; i++) {
        if (is_option(argument[i], "value") || is_option(argument[i], "format:list")) request.list = true;
        else properties = format("%s%s", properties, argument[i]);
    }
    if (*properties) request.properties = properties;
    return get(&request);
}
