/* The WHERE of a WQL query: comparisons, `like`, `is [not] null`, `not`, `and`, `or`, parentheses. */
#include "wmi.h"

#include <stdlib.h>
#include <string.h>

struct reader {
    const struct row *row;
    const char *at;
    bool broken;
};

static void skip_blanks(struct reader *reader) { reader->at += strspn(reader->at, " \t"); }

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
           c == '-';
}

static bool take_keyword(struct reader *reader, const char *word)
{
    skip_blanks(reader);
    size_t length = strlen(word);
    if (!starts_with(reader->at, word) || is_word(reader->at[length])) return false;
    reader->at += length;
    return true;
}

static bool take_symbol(struct reader *reader, const char *symbol)
{
    skip_blanks(reader);
    if (strncmp(reader->at, symbol, strlen(symbol))) return false;
    reader->at += strlen(symbol);
    return true;
}

static char *take_word(struct reader *reader)
{
    skip_blanks(reader);
    const char *start = reader->at;
    while (is_word(*reader->at)) reader->at++;
    if (reader->at == start) reader->broken = true;
    return format("%.*s", (int)(reader->at - start), start);
}

/* A quoted text, in which a backslash escapes, or a bare number or word. */
static char *take_literal(struct reader *reader)
{
    skip_blanks(reader);
    char quote = *reader->at;
    if (quote != '\'' && quote != '"') return take_word(reader);
    char *text = allocate(strlen(reader->at) + 1);
    char *to = text;
    for (reader->at++; *reader->at && *reader->at != quote; reader->at++) {
        if (*reader->at == '\\' && reader->at[1]) reader->at++;
        *to++ = *reader->at;
    }
    if (*reader->at) reader->at++;
    else reader->broken = true;
    return text;
}

/* `%` is any text, `_` any character. */
static bool is_like(const char *text, const char *pattern)
{
    if (!*pattern) return !*text;
    if (*pattern == '%') return is_like(text, pattern + 1) || (*text && is_like(text + 1, pattern));
    char a[] = {*text, 0}, b[] = {*pattern, 0};
    return *text && (*pattern == '_' || !compare_names(a, b)) && is_like(text + 1, pattern + 1);
}

static bool is_number(const char *text) { return *text && strspn(text, "0123456789") == strlen(text); }

static int compare_values(const char *a, const char *b)
{
    if (!is_number(a) || !is_number(b)) return compare_names(a, b);
    unsigned long long x = strtoull(a, NULL, 10), y = strtoull(b, NULL, 10);
    return (x > y) - (x < y);
}

static bool comparison(struct reader *reader)
{
    const char *value = wmi_value(reader->row, take_word(reader));
    if (take_keyword(reader, "is")) {
        bool negated = take_keyword(reader, "not");
        if (!take_keyword(reader, "null")) reader->broken = true;
        return (value == NULL) != negated;
    }
    if (take_keyword(reader, "like")) {
        const char *pattern = take_literal(reader);
        return value && is_like(value, pattern);
    }
    static const char *const operators[] = {"<=", ">=", "<>", "!=", "=", "<", ">"};
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (!take_symbol(reader, operators[i])) continue;
        const char *literal = take_literal(reader);
        if (!value) return false; /* nothing compares with null, `<>` included */
        int order = compare_values(value, literal);
        switch (i) {
        case 0: return order <= 0;
        case 1: return order >= 0;
        case 2:
        case 3: return order != 0;
        case 4: return order == 0;
        case 5: return order < 0;
        default: return order > 0;
        }
    }
    reader->broken = true;
    return false;
}

static bool disjunction(struct reader *reader);

static bool negation(struct reader *reader)
{
    if (take_keyword(reader, "not")) return !negation(reader);
    if (!take_symbol(reader, "(")) return comparison(reader);
    bool holds = disjunction(reader);
    if (!take_symbol(reader, ")")) reader->broken = true;
    return holds;
}

static bool conjunction(struct reader *reader)
{
    bool holds = negation(reader);
    while (!reader->broken && take_keyword(reader, "and")) holds = negation(reader) && holds;
    return holds;
}

static bool disjunction(struct reader *reader)
{
    bool holds = conjunction(reader);
    while (!reader->broken && take_keyword(reader, "or")) holds = conjunction(reader) || holds;
    return holds;
}

int wql_holds(const struct row *row, const char *where)
{
    struct reader reader = {row, where, false};
    bool holds = disjunction(&reader);
    skip_blanks(&reader);
    return reader.broken || *reader.at ? -1 : holds;
}
