/*
 * The journal: one ordered log of everything that was tried on the simulated machine, whatever tried it.
 *
 * Two kinds of program write it and both compile this file: the stand-ins for Windows' tools (Windows programs under
 * Wine) and the witness (a Linux library inside the wineserver, which sees the file operations of cmd.exe itself).
 * The journal also answers what is to become of an operation: a fault of the scenario, or the end of the run there.
 */
#ifndef LAB_JOURNAL_H
#define LAB_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef _WIN32
#define LAB_PATH(name) "\\\\?\\unix\\lab\\" name
#define LAB_SEPARATOR "\\"
#else
#define LAB_PATH(name) "/lab/" name
#define LAB_SEPARATOR "/"
#endif

#define LAB_EVENTS LAB_PATH("run" LAB_SEPARATOR "events")
#define LAB_NOTES LAB_PATH("run" LAB_SEPARATOR "notes")
#define LAB_CUT LAB_PATH("run" LAB_SEPARATOR "cut")
#define LAB_MODEL(name) LAB_PATH("model" LAB_SEPARATOR name)

/* Opening this file for writing ends the run at once. Only the witness can do it: the stand-ins ask it that way. (It is
   there, or Wine would not ask its server at all.) */
#define LAB_CUT_NOW LAB_PATH("run" LAB_SEPARATOR "cut-now")

struct verdict {
    bool faulted;     /* the scenario wants this operation to answer `code` */
    bool take_effect; /* false: nothing may change */
    uint32_t code;
};

/* To be called before an operation is carried out: notes that it is tried, and says what is to become of it. */
struct verdict journal_try(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same of what is not there: whatever a scenario wants, the operation answers `code` and changes nothing. */
struct verdict journal_try_missing(uint32_t code, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Whether the run ends before the next operation: `journal_try` will not come back. */
bool journal_cuts_next(void);

/* To be called after an operation, whether it succeeded or not: ends the run if it is to end here, and says so. */
bool journal_done(void);

/* The second log: program starts and bookkeeping, which scenarios count and search but do not compare line by line. */
void journal_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Calls `visit` for each line of a file of the model, without its line end. A missing file has no lines. */
void each_line(const char *path, bool (*visit)(char *line, void *context), void *context);

/* Cuts the next tab-separated field off a line. At the end of the line every further field is empty. */
char *next_field(char **rest);

/* ASCII case folding only, on purpose: what a machine compares must not depend on its language. */
int compare_names(const char *a, const char *b);
bool starts_with(const char *text, const char *head);

/* Whether a service of the model holds its files open: it runs, starts or has not stopped yet. */
bool service_is_up(const char *name);

/* Whether a service of the model keeps a file open now: others may read it. */
bool file_is_held(const char *path);

/* Ends every process of the script. Returns only where there is none to end. */
void end_run(void);

#endif
