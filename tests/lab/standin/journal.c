#include "journal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 16384 };

static int fold(char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : (unsigned char)c; }

int compare_names(const char *a, const char *b)
{
    while (*a && fold(*a) == fold(*b)) a++, b++;
    return fold(*a) - fold(*b);
}

bool starts_with(const char *text, const char *head)
{
    while (*head && fold(*text) == fold(*head)) text++, head++;
    return !*head;
}

char *next_field(char **rest)
{
    char *field = *rest;
    char *end = field + strcspn(field, "\t");
    *rest = *end ? end + 1 : end;
    *end = 0;
    return field;
}

void each_line(const char *path, bool (*visit)(char *line, void *context), void *context)
{
    FILE *file = fopen(path, "rb");
    if (!file) return;
    char line[LINE];
    bool more = true;
    while (more && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\r\n")] = 0;
        more = visit(line, context);
    }
    fclose(file);
}

static void append(const char *path, const char *text)
{
    FILE *file = fopen(path, "ab");
    if (!file) return;
    fprintf(file, "%s\n", text);
    fclose(file);
}

/* A line feed in an argument must not look like two entries. */
static void one_line(char *text)
{
    for (; *text; text++)
        if (*text == '\n' || *text == '\r') *text = ' ';
}

/* A folder that is made for a file is no operation of its own. */
static bool is_on_the_way(const char *operation) { return starts_with(operation, "create-directory "); }

static bool count(char *line, void *context)
{
    if (!is_on_the_way(line)) ++*(unsigned *)context;
    return true;
}

static unsigned events_so_far(void)
{
    unsigned events = 0;
    each_line(LAB_EVENTS, count, &events);
    return events;
}

struct cut {
    bool before;
    unsigned event;
};

static bool read_cut(char *line, void *context)
{
    struct cut *cut = context;
    cut->before = starts_with(line, "before ");
    cut->event = (unsigned)strtoul(line + strcspn(line, " "), NULL, 10);
    return false;
}

static bool cut_is_at(bool before, unsigned event)
{
    struct cut cut = {false, 0};
    each_line(LAB_CUT, read_cut, &cut);
    return cut.event && cut.before == before && cut.event == event;
}

struct search {
    const char *operation;
    struct verdict verdict;
    char *rewritten; /* the faults as they stand after this operation */
};

/* One fault: times left (-1: always), code, effect, and an operation or only its verb. */
static bool match_fault(char *line, void *context)
{
    struct search *search = context;
    char *rest = line;
    long times = strtol(next_field(&rest), NULL, 10);
    uint32_t code = (uint32_t)strtoul(next_field(&rest), NULL, 0);
    const char *effect = next_field(&rest);
    const char *pattern = next_field(&rest);
    size_t length = strlen(pattern);

    bool matches = !search->verdict.faulted && times != 0 && starts_with(search->operation, pattern) &&
                   (search->operation[length] == 0 || search->operation[length] == ' ');
    if (matches) {
        search->verdict = (struct verdict){true, strcmp(effect, "none") != 0, code};
        if (times > 0) times--;
    }
    size_t used = strlen(search->rewritten);
    search->rewritten = realloc(search->rewritten, used + length + 64);
    if (!search->rewritten) abort();
    sprintf(search->rewritten + used, "%ld\t0x%08x\t%s\t%s\n", times, (unsigned)code, effect, pattern);
    return true;
}

static struct verdict verdict_on(const char *operation)
{
    struct search search = {operation, {false, true, 0}, calloc(1, 1)};
    if (!search.rewritten) abort();
    each_line(LAB_MODEL("faults"), match_fault, &search);
    if (search.verdict.faulted) {
        FILE *file = fopen(LAB_MODEL("faults"), "wb");
        if (file) {
            fputs(search.rewritten, file);
            fclose(file);
        }
    }
    free(search.rewritten);
    return search.verdict;
}

bool journal_done(void)
{
    unsigned event = events_so_far();
    if (!cut_is_at(false, event)) return false;
    journal_note("cut after event %u", event);
    end_run();
    return true;
}

bool journal_cuts_next(void) { return cut_is_at(true, events_so_far() + 1); }

/* Whether the run goes on. */
static bool announce(char operation[LINE], const char *format, va_list arguments)
{
    /* Where it did not end behind the last one: a file that is written in pieces is there in full only now. */
    if (journal_done()) return false;
    vsnprintf(operation, LINE, format, arguments);
    one_line(operation);
    if (!is_on_the_way(operation) && cut_is_at(true, events_so_far() + 1)) {
        journal_note("cut before %s", operation);
        end_run();
        return false;
    }
    append(LAB_EVENTS, operation);
    return true;
}

struct verdict journal_try(const char *format, ...)
{
    char operation[LINE];
    va_list arguments;
    va_start(arguments, format);
    bool goes_on = announce(operation, format, arguments);
    va_end(arguments);
    return goes_on ? verdict_on(operation) : (struct verdict){true, false, 1};
}

struct verdict journal_try_missing(uint32_t code, const char *format, ...)
{
    char operation[LINE];
    va_list arguments;
    va_start(arguments, format);
    announce(operation, format, arguments);
    va_end(arguments);
    return (struct verdict){true, false, code};
}

void journal_note(const char *format, ...)
{
    char note[LINE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(note, sizeof note, format, arguments);
    va_end(arguments);
    one_line(note);
    append(LAB_NOTES, note);
}

struct question {
    const char *name;
    bool up;
};

static bool look_for_service(char *line, void *context)
{
    struct question *question = context;
    char *rest = line;
    if (compare_names(next_field(&rest), question->name)) return true;
    question->up = strcmp(next_field(&rest), "stopped") != 0;
    return false;
}

bool service_is_up(const char *name)
{
    struct question question = {name, false};
    each_line(LAB_MODEL("services"), look_for_service, &question);
    return question.up;
}

struct hold {
    const char *path;
    bool held;
};

/* A service and a file that it keeps open while it is up. */
static bool look_for_holder(char *line, void *context)
{
    struct hold *hold = context;
    char *rest = line;
    const char *service = next_field(&rest);
    hold->held = !compare_names(next_field(&rest), hold->path) && service_is_up(service);
    return !hold->held;
}

bool file_is_held(const char *path)
{
    struct hold hold = {path, false};
    each_line(LAB_MODEL("held"), look_for_holder, &hold);
    return hold.held;
}
