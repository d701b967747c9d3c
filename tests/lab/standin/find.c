/* find.exe, findstr.exe and fc.exe: Wine's lack most options. */
#include "lines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool contains(const char *text, const char *pattern, bool fold)
{
    if (!fold) return strstr(text, pattern) != NULL;
    do {
        if (starts_with(text, pattern)) return true;
    } while (*text++);
    return false;
}

/* Lines pass through unchanged: they are bytes of the machine's code page, not the lab's UTF-8. */
static void print_line(const char *head, const char *line)
{
    out("%s", head);
    write_bytes(STD_OUTPUT_HANDLE, line, strlen(line));
    write_bytes(STD_OUTPUT_HANDLE, "\r\n", 2);
}

static const char *upper(const char *path)
{
    wchar_t *text = wide(path);
    int length = (int)wcslen(text);
    LCMapStringW(LOCALE_INVARIANT, LCMAP_UPPERCASE, text, length, text, length); /* user32 would take 50 ms to load */
    return narrow(text);
}

struct find_options {
    bool invert, count, number, fold;
    const char *pattern;
};

static unsigned find_in(const struct find_options *options, struct text text)
{
    unsigned found = 0, number = 0;
    for (char *line; (line = take_line(&text));) {
        number++;
        if (contains(line, options->pattern, options->fold) == options->invert) continue;
        found++;
        if (!options->count) print_line(options->number ? format("[%u]", number) : "", line);
    }
    return found;
}

/* The command line quotes the text; that it was quoted cannot be seen here, so any first word is taken for it. */
int find(int count, char **argument)
{
    struct find_options options = {0};
    unsigned found = 0;
    bool files = false, missing = false;
    struct text text;
    for (int i = 0; i < count; i++) {
        if (is_option(argument[i], "v")) options.invert = true;
        else if (is_option(argument[i], "c")) options.count = true;
        else if (is_option(argument[i], "n")) options.number = true;
        else if (is_option(argument[i], "i")) options.fold = true;
        else if (!options.pattern) options.pattern = argument[i];
        else {
            files = true;
            if (!read_all(argument[i], &text)) {
                err("File not found - %s\n", upper(argument[i]));
                missing = true;
                continue;
            }
            out("\n---------- %s%s", upper(argument[i]), options.count ? ": " : "\n");
            unsigned here = find_in(&options, text);
            if (options.count) out("%u\n", here);
            found += here;
        }
    }
    if (!options.pattern) return surprise(2, count, argument);
    if (!files && read_all(NULL, &text)) {
        found = find_in(&options, text);
        if (options.count) out("%u\n", found);
    }
    return missing && !found ? 2 : found ? 0 : 1;
}

/* findstr's own small regular expressions: . * ^ $ [class] \x \< \>. */
struct pattern {
    const char *text;
    bool literal;
};

struct findstr_options {
    bool begin, end, whole, invert, number, names, fold, literal, regular;
    struct pattern patterns[64];
    int pattern_count;
};

static bool same(char a, char b, bool fold)
{
    if (!fold) return a == b;
    char x[] = {a, 0}, y[] = {b, 0};
    return !compare_names(x, y);
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* The length of one element of the expression, and whether a character fits it. */
static size_t element_length(const char *at)
{
    if (*at == '\\' && at[1]) return 2;
    if (*at != '[') return 1;
    const char *end = strchr(at + 2, ']');
    return end ? (size_t)(end - at) + 1 : 1;
}

static bool fits(const char *at, size_t length, char c, bool fold)
{
    if (!c) return false;
    if (*at == '\\' && length == 2) return same(at[1], c, fold);
    if (*at == '.') return true;
    if (*at != '[' || length == 1) return same(*at, c, fold);
    bool negated = at[1] == '^';
    bool inside = false;
    for (const char *member = at + 1 + negated; member < at + length - 1; member++) {
        if (member[1] == '-' && member + 2 < at + length - 1) {
            inside = inside || (c >= member[0] && c <= member[2]);
            member += 2;
        } else {
            inside = inside || same(*member, c, fold);
        }
    }
    return inside != negated;
}

static bool matches_here(const char *at, const char *line, const char *start, bool whole, bool fold)
{
    if (!*at) return !whole || !*line;
    if (*at == '$' && !at[1]) return !*line;
    if (at[0] == '\\' && (at[1] == '<' || at[1] == '>')) {
        bool before = line > start && is_word(line[-1]);
        bool edge = at[1] == '<' ? !before && is_word(*line) : before && !is_word(*line);
        return edge && matches_here(at + 2, line, start, whole, fold);
    }
    size_t length = element_length(at);
    if (at[length] != '*') return fits(at, length, *line, fold) && matches_here(at + length, line + 1, start, whole, fold);
    for (;; line++) {
        if (matches_here(at + length + 1, line, start, whole, fold)) return true;
        if (!fits(at, length, *line, fold)) return false;
    }
}

static bool matches_expression(const struct findstr_options *options, const char *expression, const char *line)
{
    bool anchored = *expression == '^' || options->begin || options->whole;
    if (*expression == '^') expression++;
    for (const char *at = line;; at++) {
        if (matches_here(expression, at, line, options->whole || options->end, options->fold)) return true;
        if (anchored || !*at) return false;
    }
}

static bool matches_literal(const struct findstr_options *options, const char *text, const char *line)
{
    size_t length = strlen(text), size = strlen(line);
    if (length > size) return false;
    bool at_begin = options->fold ? starts_with(line, text) : !strncmp(line, text, length);
    const char *tail = line + size - length;
    bool at_end = options->fold ? !compare_names(tail, text) : !strcmp(tail, text);
    if (options->whole) return length == size && at_begin;
    if (options->begin && options->end) return at_begin && at_end;
    if (options->begin) return at_begin;
    if (options->end) return at_end;
    return contains(line, text, options->fold);
}

static bool matches_line(const struct findstr_options *options, const char *line)
{
    for (int i = 0; i < options->pattern_count; i++) {
        const struct pattern *pattern = &options->patterns[i];
        if (pattern->literal ? matches_literal(options, pattern->text, line)
                             : matches_expression(options, pattern->text, line))
            return true;
    }
    return false;
}

static void add_pattern(struct findstr_options *options, const char *text)
{
    bool literal = options->literal || (!options->regular && !strpbrk(text, ".*^$[\\"));
    if (options->pattern_count < 64) options->patterns[options->pattern_count++] = (struct pattern){text, literal};
}

static void add_words(struct findstr_options *options, char *words)
{
    for (char *word = strtok(words, " "); word; word = strtok(NULL, " ")) add_pattern(options, word);
}

/* One letter each, also several after one slash: /ix. */
static bool take_letters(struct findstr_options *options, const char *letters)
{
    for (; *letters; letters++) {
        switch (*letters | 0x20) {
        case 'b': options->begin = true; break;
        case 'e': options->end = true; break;
        case 'x': options->whole = true; break;
        case 'v': options->invert = true; break;
        case 'n': options->number = true; break;
        case 'm': options->names = true; break;
        case 'i': options->fold = true; break;
        case 'l': options->literal = true; break;
        case 'r': options->regular = true; break;
        default: return false;
        }
    }
    return true;
}

static unsigned findstr_in(const struct findstr_options *options, const char *head, struct text text)
{
    unsigned found = 0, number = 0;
    for (char *line; (line = take_line(&text));) {
        number++;
        if (matches_line(options, line) == options->invert) continue;
        if (!found++ && options->names) {
            out("%s\n", head);
            break;
        }
        print_line(format("%s%s%s", head, *head ? ":" : "", options->number ? format("%u:", number) : ""), line);
    }
    return found;
}

int findstr(int count, char **argument)
{
    struct findstr_options options = {0};
    int first = 0;
    const char *value;
    for (; first < count && *argument[first] == '/'; first++) {
        if ((value = option_value(argument[first], "c:"))) continue;
        if (!take_letters(&options, argument[first] + 1)) return surprise(2, count, argument);
    }
    for (int i = 0; i < first; i++)
        if ((value = option_value(argument[i], "c:"))) add_pattern(&options, value);
    if (!options.pattern_count && first < count) add_words(&options, argument[first++]);
    if (!options.pattern_count) return surprise(2, count, argument);

    unsigned found = 0;
    struct text text;
    bool several = count - first > 1 || (first < count && strpbrk(argument[first], "*?")) || options.names;
    for (int i = first; i < count; i++) {
        if (read_all(argument[i], &text)) found += findstr_in(&options, several ? argument[i] : "", text);
        else err("FINDSTR: Cannot open %s\n", argument[i]);
    }
    if (first == count && read_all(NULL, &text)) found = findstr_in(&options, "", text);
    return found ? 0 : 1;
}

/* 0 the same, 1 different, 2 a file is missing. Lines and bytes differ in what is printed only. */
int fc(int count, char **argument)
{
    const char *files[2] = {NULL, NULL};
    int named = 0;
    bool fold = false;
    for (int i = 0; i < count; i++) {
        if (is_option(argument[i], "c")) fold = true;
        else if (*argument[i] != '/' && named < 2) files[named++] = argument[i];
    }
    struct text a, b;
    if (named < 2) return surprise(-1, count, argument);
    if (!read_all(files[0], &a) || !read_all(files[1], &b)) {
        err("FC: cannot open %s - No such file or folder\n\n", files[0]);
        return 2;
    }
    out("Comparing files %s and %s\n", files[0], upper(files[1]));
    bool equal = a.size == b.size &&
                 (fold ? !compare_names(a.bytes, b.bytes) : !memcmp(a.bytes, b.bytes, a.size));
    out(equal ? "FC: no differences encountered\n\n" : "***** %s\n***** %s\n\n", files[0], files[1]);
    return equal ? 0 : 1;
}
