/*
 * Starts a script as management software would: no window, empty input, an environment of Windows' own and nothing of
 * the Linux around it. Keeps the exit code with all its 32 bits, of which Linux would see eight.
 *
 * In /lab/run: `command`, one line in UTF-8; `environment`, one NAME=VALUE a line. Out: `stdout`, `stderr`, `code`.
 */
#include "tool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static wchar_t *environment, *environment_end;

static bool add_variable(char *line, void *context)
{
    (void)context;
    wchar_t *text = wide(line);
    size_t length = wcslen(text) + 1;
    memcpy(environment_end, text, length * sizeof *text);
    environment_end += length;
    return true;
}

static bool take_command(char *line, void *context)
{
    *(wchar_t **)context = wide(line);
    return false;
}

static HANDLE open_inherited(const char *path, DWORD access, DWORD creation)
{
    SECURITY_ATTRIBUTES inherited = {sizeof inherited, NULL, TRUE};
    return CreateFileA(path, access, FILE_SHARE_READ | FILE_SHARE_WRITE, &inherited, creation, 0, NULL);
}

int wmain(void)
{
    wchar_t *command = NULL;
    each_line(LAB_PATH("run\\command"), take_command, &command);
    environment = environment_end = allocate(32768 * sizeof *environment);
    each_line(LAB_PATH("run\\environment"), add_variable, NULL);

    STARTUPINFOW startup = {.cb = sizeof startup, .dwFlags = STARTF_USESTDHANDLES};
    startup.hStdInput = open_inherited("NUL", GENERIC_READ, OPEN_EXISTING);
    startup.hStdOutput = open_inherited(LAB_PATH("run\\stdout"), FILE_APPEND_DATA, CREATE_ALWAYS);
    startup.hStdError = open_inherited(LAB_PATH("run\\stderr"), FILE_APPEND_DATA, CREATE_ALWAYS);

    PROCESS_INFORMATION process;
    DWORD code;
    if (!command || !CreateProcessW(NULL, command, NULL, NULL, TRUE, CREATE_UNICODE_ENVIRONMENT, environment,
                                    L"C:\\windows\\system32", &startup, &process)) {
        journal_note("surprise: launcher: error %lu", GetLastError());
        return 1;
    }
    WaitForSingleObject(process.hProcess, INFINITE);
    GetExitCodeProcess(process.hProcess, &code);
    FILE *file = fopen(LAB_PATH("run\\code"), "wb");
    if (!file) return 1;
    fprintf(file, "%lu\n", code);
    fclose(file);
    return 0;
}
