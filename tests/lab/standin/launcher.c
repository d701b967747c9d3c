/*
 * Starts a script as management software would: no window, empty input, an environment of Windows' own and nothing of
 * the Linux around it. Keeps the exit code with all its 32 bits, of which Linux would see eight.
 *
 *   launcher batch|powershell
 *
 * In /lab/run: `command`, one line in UTF-8; `environment`, one NAME=VALUE a line. Out: `stdout`, `stderr`, `code`.
 */
#include "start.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <winternl.h>

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

/*
 * PowerShell looks for drives where Windows' mount manager names them. Wine's costs more time than a script, so there
 * is none on a machine: the name of the one drive is made here, and is gone with the launcher.
 */
static void name_drive(void)
{
    typedef NTSTATUS NTAPI create_link(HANDLE *link, ACCESS_MASK access, OBJECT_ATTRIBUTES *attributes,
                                       UNICODE_STRING *target);
    union {
        FARPROC function;
        create_link *create;
    } link = {GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "NtCreateSymbolicLinkObject")};
    UNICODE_STRING name, target;
    RtlInitUnicodeString(&name, L"\\DosDevices\\C:");
    RtlInitUnicodeString(&target, L"\\Device\\HarddiskVolume1");
    OBJECT_ATTRIBUTES attributes;
    HANDLE handle;
    InitializeObjectAttributes(&attributes, &name, OBJ_CASE_INSENSITIVE, NULL, NULL);
    NTSTATUS status = link.create(&handle, GENERIC_ALL, &attributes, &target);
    if (status) journal_note("surprise: launcher: drive: 0x%08lX", (unsigned long)status);
}

int wmain(int count, wchar_t **argument)
{
    struct program program = {.folder = L"C:\\windows\\system32"};
    program.shimmed = count > 1 && !wcscmp(argument[1], L"powershell");
    each_line(LAB_PATH("run\\command"), take_command, &program.command);
    environment = environment_end = program.environment = allocate(32768 * sizeof *environment);
    each_line(LAB_PATH("run\\environment"), add_variable, NULL);
    if (program.shimmed) name_drive();

    STARTUPINFOW startup = {.cb = sizeof startup, .dwFlags = STARTF_USESTDHANDLES};
    startup.hStdInput = open_inherited("NUL", GENERIC_READ, OPEN_EXISTING);
    startup.hStdOutput = open_inherited(LAB_PATH("run\\stdout"), FILE_APPEND_DATA, CREATE_ALWAYS);
    startup.hStdError = open_inherited(LAB_PATH("run\\stderr"), FILE_APPEND_DATA, CREATE_ALWAYS);

    DWORD code;
    if (!program.command || !run_program(&program, &startup, &code)) {
        journal_note("surprise: launcher: error %lu", GetLastError());
        return 1;
    }
    journal_done();
    FILE *file = fopen(LAB_PATH("run\\code"), "wb");
    if (!file) return 1;
    fprintf(file, "%lu\n", code);
    fclose(file);
    return 0;
}
