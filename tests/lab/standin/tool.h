/*
 * What every stand-in has: its command line and the machine it stands on, as UTF-8, and output as Windows tools write
 * it. One program under many names; `standin.c` chooses by the name it was started as.
 */
#ifndef LAB_TOOL_H
#define LAB_TOOL_H

#include "journal.h"

#include <windows.h>

/* Exit codes that more than one tool gives. */
enum {
    DENIED = ERROR_ACCESS_DENIED, /* 5 */
    NOT_ELEVATED = 740            /* ERROR_ELEVATION_REQUIRED */
};

/* The facts about the machine that tools answer by. */
struct machine {
    bool elevated;
    bool wmi;
    unsigned major, minor, build;
    char language[32];
    char edition[64];
    bool client, domain_controller, joined;
};
const struct machine *machine(void);

/* A tool gets its arguments without the program's name and returns its exit code. */
typedef int tool(int count, char **argument);
tool dism, wusa, cscript, wmic, sc, net, reg, find, findstr, fc, ping, shutdown_, whoami, taskkill, powershell, wmiprvse, icacls, labtool;

/* Standard output and error: UTF-8 in, the OEM code page out, line feeds as CR LF. */
void out(const char *format, ...) __attribute__((format(printf, 1, 2)));
void err(const char *format, ...) __attribute__((format(printf, 1, 2)));
void write_bytes(DWORD handle, const void *bytes, size_t size);

/* Whether standard output is a file of the machine: wmic writes UTF-16 there. cmd.exe's pipes are files to Wine. */
bool output_is_file(void);

/* Notes a command line that the stand-in does not know, and gives `code`: the harness fails the scenario by it. */
int surprise(int code, int count, char **argument);

/* Whether the argument is the option `/name` or `-name`. */
bool is_option(const char *argument, const char *name);
/* What follows `/name` in the argument (`/PackageName:` and the like), or null. */
const char *option_value(const char *argument, const char *head);

/* Both give memory of the process's own; a stand-in lives for one answer, so nothing is freed. */
wchar_t *wide(const char *text);
char *narrow(const wchar_t *text);
char *format(const char *format, ...) __attribute__((format(printf, 1, 2)));
void *allocate(size_t size);

/* The same file of drive C by a way on which the witness does not stand; null where there is no such file. */
wchar_t *way_aside(const wchar_t *path);

/* The model's own files: one text of `name=value` lines each. */
const char *model_value(const char *file, const char *name);
void set_model_value(const char *file, const char *name, const char *value);

#endif
