/*
 * The witness: a library preloaded into the wineserver.
 *
 * Every file that a Windows program creates, writes, renames or deletes under Wine is created, renamed or unlinked by
 * the wineserver. So this is the one place where the file operations of cmd.exe itself (`del`, `echo >file`, `move`,
 * `md`) can be seen in one order with those of the stand-ins, be refused as Windows would, and be the last thing that
 * a run does.
 *
 * In force only while /lab/run/running is there: what the harness does in between is not a script's doing.
 */
#include "journal.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define RUNNING "/lab/run/running"

enum { FILES = 4096 };

/* What a descriptor of the wineserver was opened for, if it was for writing. */
static struct {
    char *path;
    bool event;
} written[FILES];

/* The function that this library stands in front of. */
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* What every process of this run has in its environment as Linux knows it, inherited from the launcher. */
static char mark[64];

static bool read_mark(char *line, void *context)
{
    (void)context;
    snprintf(mark, sizeof mark, "%s", line);
    return false;
}

static bool is_of_the_run(pid_t process)
{
    char path[64];
    static char environment[65536];
    snprintf(path, sizeof path, "/proc/%d/environ", (int)process);
    FILE *file = fopen(path, "r");
    if (!file) return false;
    size_t length = fread(environment, 1, sizeof environment - 1, file);
    fclose(file);
    environment[length] = 0;
    for (const char *at = environment; at < environment + length; at += strlen(at) + 1)
        if (!strcmp(at, mark)) return true;
    return false;
}

/* Process groups do not hold a script together: Wine gives some programs a session of their own. */
static bool kill_once(void)
{
    bool any = false;
    DIR *processes = opendir("/proc");
    if (!processes) return false;
    for (struct dirent *entry; (entry = readdir(processes));) {
        pid_t process = (pid_t)atoi(entry->d_name);
        if (process > 1 && is_of_the_run(process)) any = !kill(process, SIGKILL) || any;
    }
    closedir(processes);
    return any;
}

/* What dies may have started something a moment before: until there is nothing left to kill. */
void end_run(void)
{
    *mark = 0;
    each_line(RUNNING, read_mark, NULL);
    if (!*mark) return;
    unlink(RUNNING);
    for (int i = 0; i < 1000 && kill_once(); i++) usleep(1000);
}

static bool script_runs(void) { return access(RUNNING, F_OK) == 0; }

static bool is_batch(char *line, void *context)
{
    *(bool *)context = !strcmp(line, "batch");
    return true;
}

/* cmd.exe opens a file anew for each line; PowerShell opens it once, and does not open its log again behind it. */
static bool writes_in_pieces(void)
{
    bool batch = false;
    each_line(RUNNING, is_batch, &batch);
    return batch;
}

/*
 * `/lab/prefix/dosdevices/c:/windows/x` is `C:\windows\x`; deletions come with the resolved path, in which the drive is
 * a folder. Paths outside the drives are Wine's own business.
 */
static bool windows_path(const char *unix_path, char *path, size_t size)
{
    static const struct {
        const char *unix_head, *head;
    } places[] = {
        {"/lab/prefix/drive_c/", "C:\\"},
        {"/lab/prefix/dosdevices/c:/", "C:\\"},
        {"/lab/prefix/dosdevices/unc/", "\\\\"},
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (!starts_with(unix_path, places[i].unix_head)) continue;
        snprintf(path, size, "%s%s", places[i].head, unix_path + strlen(places[i].unix_head));
        for (char *c = path; *c; c++)
            if (*c == '/') *c = '\\';
        return true;
    }
    return false;
}

/* Logs and locks of the scripts, and temporary files of cmd.exe: they say nothing about the plan. */
static bool is_bookkeeping(const char *path)
{
    return starts_with(path, "C:\\windows\\Logs\\Regimen") || starts_with(path, "C:\\windows\\Temp\\") ||
           starts_with(path, "C:\\users\\");
}

struct refusal {
    const char *path;
    int error;
};

/* An error number and the head of the paths that answer it to whoever wants to write there. */
static bool look_for_refusal(char *line, void *context)
{
    struct refusal *refusal = context;
    char *rest = line;
    int error = atoi(next_field(&rest));
    if (starts_with(refusal->path, next_field(&rest))) refusal->error = error;
    return !refusal->error;
}

static int refusal_of(const char *path)
{
    struct refusal refusal = {path, 0};
    each_line(LAB_PATH("run" LAB_SEPARATOR "refused"), look_for_refusal, &refusal);
    return refusal.error;
}

/* A write that was refused, until the script writes to its log: what it would have appended is part of the same attempt. */
static struct {
    char path[4096];
    int error;
} refused_write;

/* The error number an operation is refused with, 0 if it may go on; `*event` tells whether the journal has it. */
static int admit(const char *verb, const char *path, bool *event)
{
    *event = false;
    int error = refusal_of(path);
    if (error) return error;
    if (journal_done()) return ENOENT;
    if (is_bookkeeping(path)) {
        refused_write.path[0] = 0;
        journal_note("%s %s", verb, path);
        return 0;
    }
    *event = true;
    bool held = file_is_held(path);
    struct verdict verdict = journal_try("%s %s", verb, path);
    if (held) return EAGAIN; /* the wineserver makes a sharing violation of it */
    return verdict.faulted && !verdict.take_effect ? EACCES : 0;
}

static int refuse(bool event, int error)
{
    if (event) journal_done();
    errno = error;
    return -1;
}

static struct {
    char path[4096];
    off_t journal;
} last_write;

static off_t journal_size(void)
{
    struct stat journal;
    return stat(LAB_EVENTS, &journal) ? 0 : journal.st_size;
}

/* Appending line by line opens the file for each: together they are one event. */
static bool continues_last_write(const char *path)
{
    return !strcmp(last_write.path, path) && last_write.journal == journal_size();
}

static void remember_write(int fd, const char *path, bool event)
{
    free(written[fd].path);
    written[fd].path = strdup(path);
    written[fd].event = event;
    snprintf(last_write.path, sizeof last_write.path, "%s", path);
    last_write.journal = journal_size();
}

/* Wine has Linux' root below its drives. */
static bool is_cut_now(const char *name)
{
    size_t length = strlen(name), size = strlen(LAB_CUT_NOW);
    return length >= size && !strcmp(name + length - size, LAB_CUT_NOW);
}

int open(const char *name, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);

    char path[4096];
    bool writes = (flags & O_ACCMODE) != O_RDONLY;
    if (writes && is_cut_now(name)) {
        end_run();
        errno = ENOENT;
        return -1;
    }
    if (!script_runs() || !windows_path(name, path, sizeof path)) return REAL(open)(name, flags, mode);

    bool event = false;
    int error = 0;
    if (writes) {
        bool anew = access(name, F_OK);
        if (!strcmp(refused_write.path, path)) return refuse(false, refused_write.error);
        if (anew || !continues_last_write(path)) error = admit("write", path, &event);
        if (error) {
            snprintf(refused_write.path, sizeof refused_write.path, "%s", path);
            refused_write.error = error;
        }
    } else if (file_is_held(path)) {
        /* Deleting opens for reading first. Who only reads what a service holds does it aside (see tool.h). */
        error = admit("delete", path, &event);
    }
    if (error) return refuse(event, error);

    int fd = REAL(open)(name, flags, mode);
    error = errno;
    if (writes && fd >= 0 && fd < FILES) remember_write(fd, path, event);
    else if (event) journal_done();
    errno = error;
    return fd;
}

/* The wineserver opens first and truncates then: what looked like going on writing is a new beginning. */
int ftruncate(int fd, off_t length)
{
    if (length == 0 && fd >= 0 && fd < FILES && written[fd].path && !written[fd].event && script_runs()) {
        int error = admit("write", written[fd].path, &written[fd].event);
        if (error) return refuse(written[fd].event, error);
        last_write.journal = journal_size();
    }
    return REAL(ftruncate)(fd, length);
}

/* What was written is there in full now, if not in pieces: a run that is to end after this event ends here. In pieces it is
   when something else is written, and be it the log, or the script is over. */
int close(int fd)
{
    bool event = false;
    if (fd >= 0 && fd < FILES && written[fd].path) {
        event = written[fd].event;
        free(written[fd].path);
        written[fd].path = NULL;
    }
    int result = REAL(close)(fd);
    if (event && script_runs() && !writes_in_pieces()) {
        int error = errno;
        journal_done();
        errno = error;
    }
    return result;
}

/* Carries out one operation on a path with its entry in the journal. */
#define WITNESSED(verb, name, call)                                                                                    \
    char path[4096];                                                                                                   \
    if (!script_runs() || !windows_path(name, path, sizeof path)) return call;                                         \
    bool event;                                                                                                        \
    int error = admit(verb, path, &event);                                                                             \
    if (error) return refuse(event, error);                                                                            \
    int result = call;                                                                                                 \
    error = errno;                                                                                                     \
    if (event) journal_done();                                                                                         \
    errno = error;                                                                                                     \
    return result

int unlink(const char *name) { WITNESSED("delete", name, REAL(unlink)(name)); }
int rmdir(const char *name) { WITNESSED("delete-directory", name, REAL(rmdir)(name)); }
int mkdir(const char *name, mode_t mode) { WITNESSED("create-directory", name, REAL(mkdir)(name, mode)); }
int link(const char *from, const char *name) { WITNESSED("write", name, REAL(link)(from, name)); }

/* What counts is where the bytes end up. */
int rename(const char *from, const char *name) { WITNESSED("write", name, REAL(rename)(from, name)); }
