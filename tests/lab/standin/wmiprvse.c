/*
 * WmiPrvSE.exe, which is to .NET's System.Management what wmic.exe is to a batch script: the engine asks it, and it
 * answers in JSON from the same classes.
 *
 *   query NAMESPACE WQL                         the objects
 *   get NAMESPACE PATH                          one object
 *   methods NAMESPACE CLASS                     the methods with the names of what goes into each
 *   call NAMESPACE PATH METHOD ARGUMENTS        what comes out
 *
 * Exit code: the HRESULT. No script starts it: it is part of Windows, and counts as no program.
 */
#include "wmi.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *quoted(const char *text)
{
    char *result = allocate(6 * strlen(text) + 3), *to = result;
    *to++ = '"';
    for (; *text; text++) {
        if (*text == '"' || *text == '\\') *to++ = '\\';
        if ((unsigned char)*text < ' ') to += sprintf(to, "\\u%04x", *text);
        else *to++ = *text;
    }
    strcpy(to, "\"");
    return result;
}

static const char *json_value(const struct property *property)
{
    if (!property->value) return "null";
    if (property->type == WMI_BOOLEAN) return strcmp(property->value, "TRUE") ? "false" : "true";
    return property->type == WMI_NUMBER ? property->value : quoted(property->value);
}

/* Whether `name` stands in a list of properties as SELECT has it. */
static bool selects(const char *list, const char *name)
{
    for (const char *at = list; *at; at += strcspn(at, ","), at += strspn(at, ", ")) {
        size_t length = strcspn(at, ", ");
        if (*at == '*' || (length == strlen(name) && starts_with(at, name))) return true;
    }
    return false;
}

/* What is not selected is not in the object; without its key it has no path, and its methods cannot be called. */
static const char *json_object(const struct wmi_class *class, const struct row *row, const char *list)
{
    const char *text = format("{\"__CLASS\":%s", quoted(class->name));
    for (const struct property *property = row->properties; property->name; property++) {
        if (!selects(list, property->name)) continue;
        text = format("%s,%s:%s", text, quoted(property->name), json_value(property));
        if (!compare_names(property->name, class->key)) {
            const char *path = format("%s.%s=%s", class->name, class->key, quoted(property->value));
            text = format("%s,\"__RELPATH\":%s", text, quoted(path));
        }
    }
    return format("%s}", text);
}

static int answer(const char *text)
{
    write_bytes(STD_OUTPUT_HANDLE, text, strlen(text));
    return 0;
}

/* Cuts the part before a keyword off a query. Null: the keyword does not come. */
static char *take_until(char **rest, const char *keyword)
{
    size_t length = strlen(keyword);
    for (char *at = *rest; *at; at++) {
        if (*at != ' ' || !starts_with(at + 1, keyword) || (at[1 + length] && at[1 + length] != ' ')) continue;
        char *part = *rest;
        *at = 0;
        *rest = at + 1 + length;
        return part;
    }
    return NULL;
}

static char *trimmed(char *text)
{
    text += strspn(text, " ");
    size_t end = strlen(text);
    while (end && text[end - 1] == ' ') text[--end] = 0;
    return text;
}

/* SELECT a, b FROM Class [WHERE condition] */
static int query(char *rest)
{
    rest += strspn(rest, " ");
    char *list = starts_with(rest, "select ") ? rest + 7 : NULL;
    rest = list;
    if (!list || !(list = take_until(&rest, "from"))) return (int)WMI_INVALID_QUERY;
    char *name = take_until(&rest, "where");
    const char *where = name ? rest : NULL;
    name = trimmed(name ? name : rest);
    list = trimmed(list);

    struct rows rows;
    uint32_t code = wmi_query(name, where, &rows);
    if (code) return (int)code;
    const struct wmi_class *class = wmi_class(name);
    const char *text = "", *comma = "";
    for (size_t i = 0; i < rows.count; i++, comma = ",")
        text = format("%s%s%s", text, comma, json_object(class, &rows.row[i], list));
    return answer(format("[%s]", text));
}

/* The class of `Class.Key="value"`, `Class=@` or `Class`; what follows it, if asked for. */
static const struct wmi_class *class_of(const char *path, const char **rest)
{
    size_t length = strcspn(path, ".=");
    if (rest) *rest = path + length;
    return wmi_class(format("%.*s", (int)length, path));
}

static int get(const char *path)
{
    const char *key;
    const struct wmi_class *class = class_of(path, &key);
    struct rows rows;
    if (!class) return (int)WMI_INVALID_CLASS;
    uint32_t code = wmi_query(class->name, *key == '.' ? key + 1 : NULL, &rows);
    if (code) return (int)code;
    return rows.count == 1 ? answer(json_object(class, &rows.row[0], "*")) : (int)WMI_NOT_FOUND;
}

static int methods(const char *name)
{
    const struct wmi_class *class = wmi_class(name);
    if (!class) return (int)WMI_INVALID_CLASS;
    const char *text = "", *comma = "";
    for (const struct wmi_method *method = class->methods; method && method->name; method++, comma = ",") {
        const char *parameter = method->parameter ? quoted(method->parameter) : "";
        text = format("%s%s%s:[%s]", text, comma, quoted(method->name), parameter);
    }
    return answer(format("{%s}", text));
}

/* The text of a JSON string or number that starts at `at`. */
static char *json_text(const char *at)
{
    if (*at != '"') return format("%.*s", (int)strcspn(at, ",}"), at);
    char *text = allocate(2 * strlen(at)), *to = text;
    for (at++; *at && *at != '"'; at++) {
        if (*at != '\\') *to++ = *at;
        else if (*++at == 'u') {
            wchar_t character[] = {(wchar_t)strtoul(format("%.4s", at + 1), NULL, 16), 0};
            to += sprintf(to, "%s", narrow(character));
            at += 4;
        } else *to++ = *at;
    }
    return text;
}

/* ARGUMENTS is an object of at most one member here: no method that is known takes more. */
static int call(const char *path, const char *name, const char *arguments)
{
    const struct wmi_class *class = class_of(path, NULL);
    if (!class) return (int)WMI_INVALID_CLASS;
    const struct wmi_method *method = class->methods;
    while (method && method->name && compare_names(method->name, name)) method++;
    if (!method || !method->name) return (int)WMI_INVALID_METHOD;
    char *value = NULL;
    if (method->parameter) {
        const char *at = strstr(arguments, format("%s:", quoted(method->parameter)));
        if (!at) return (int)WMI_INVALID_METHOD;
        value = json_text(at + strlen(method->parameter) + 3);
    }
    uint32_t code = wmi_call(class->name, name, value ? 1 : 0, &value);
    return code ? (int)code : answer("{\"ReturnValue\":0}");
}

int wmiprvse(int count, char **argument)
{
    if (count < 3) return surprise((int)WMI_INVALID_METHOD, count, argument);
    if (compare_names(argument[1], "root\\cimv2")) return (int)WMI_INVALID_NAMESPACE;
    if (!strcmp(argument[0], "query")) return query(argument[2]);
    if (!strcmp(argument[0], "get")) return get(argument[2]);
    if (!strcmp(argument[0], "methods")) return methods(argument[2]);
    if (!strcmp(argument[0], "call") && count == 5) return call(argument[2], argument[3], argument[4]);
    return surprise((int)WMI_INVALID_METHOD, count, argument);
}
