#include "shim.h"

#include <stdlib.h>
#include <string.h>

/* --- Replacing functions ------------------------------------------------------------------------------------------ */

enum { JUMP = 14, SYSTEM_CALL = 32 };

static void jump_to(BYTE *at, const void *target)
{
    DWORD before;
    if (!VirtualProtect(at, JUMP, PAGE_EXECUTE_READWRITE, &before)) abort();
    memcpy(at, "\xFF\x25\0\0\0\0", 6); /* jmp [rip+0] */
    memcpy(at + 6, &target, sizeof target);
    VirtualProtect(at, JUMP, before, &before);
    FlushInstructionCache(GetCurrentProcess(), at, JUMP);
}

static BYTE *function_named(const char *name)
{
    static const char *const libraries[] = {"ntdll.dll", "sechost.dll", "advapi32.dll", "kernelbase.dll"};
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
        union {
            FARPROC function;
            BYTE *code;
        } found = {GetProcAddress(LoadLibraryA(libraries[i]), name)};
        if (found.code) return found.code;
    }
    journal_note("surprise: shim: no function %s", name);
    abort();
}

void replace_function(const char *name, void *replacement) { jump_to(function_named(name), replacement); }

void *system_call(const char *name)
{
    union {
        FARPROC function;
        void *call;
    } found = {GetProcAddress(GetModuleHandleW(L"ntdll.dll"), name)};
    return found.call;
}

/* A system call of Wine's is 32 bytes that run wherever they stand: the copy is the real call. */
void *replace_system_call(const char *name, void *replacement)
{
    static BYTE *free_space;
    static const BYTE head[] = {0x4C, 0x8B, 0xD1, 0xB8}; /* mov r10, rcx; mov eax, number */
    if (!free_space) free_space = VirtualAlloc(NULL, 4096, MEM_COMMIT, PAGE_EXECUTE_READWRITE);
    BYTE *real = free_space, *function = function_named(name);
    if (!real || memcmp(function, head, sizeof head)) {
        journal_note("surprise: shim: %s is no system call", name);
        abort();
    }
    free_space += SYSTEM_CALL;
    memcpy(real, function, SYSTEM_CALL);
    jump_to(function, replacement);
    return real;
}

/* --- One at a time ------------------------------------------------------------------------------------------------ */

static CRITICAL_SECTION one_at_a_time;
static DWORD inside;

bool enter_shim(void)
{
    if (TlsGetValue(inside)) return false;
    EnterCriticalSection(&one_at_a_time);
    TlsSetValue(inside, &one_at_a_time);
    return true;
}

void leave_shim(void)
{
    DWORD error = GetLastError();
    TlsSetValue(inside, NULL);
    LeaveCriticalSection(&one_at_a_time);
    SetLastError(error);
}

NTSTATUS status_of(uint32_t code)
{
    /* What .NET tells apart; the rest travels as a status that stands for a Windows error. */
    if (code == ERROR_ACCESS_DENIED) return REFUSED_ACCESS;
    return (NTSTATUS)(code ? 0xC0070000u | (code & 0xFFFF) : 0);
}

/* --- Waiting ------------------------------------------------------------------------------------------------------ */

typedef NTSTATUS NTAPI delay_execution(BOOLEAN alertable, const LARGE_INTEGER *interval);
static delay_execution *real_delay;

enum { TICKS_A_SECOND = 10000000, SHORTEST_WAIT = TICKS_A_SECOND / 5 };

/*
 * Nobody waits here: the machine's clock is moved, as ping does it. What is shorter than a fifth of a second is the
 * engine's own business and takes its time.
 */
static NTSTATUS NTAPI delay(BOOLEAN alertable, const LARGE_INTEGER *interval)
{
    static LONGLONG ticks; /* what has not made a whole second yet */
    if (!interval || interval->QuadPart > -SHORTEST_WAIT || !enter_shim()) return real_delay(alertable, interval);
    ticks -= interval->QuadPart;
    if (ticks >= TICKS_A_SECOND) {
        long long seconds = strtoll(model_value(LAB_MODEL("clock"), "seconds"), NULL, 10) + ticks / TICKS_A_SECOND;
        set_model_value(LAB_MODEL("clock"), "seconds", format("%lld", seconds));
        ticks %= TICKS_A_SECOND;
    }
    leave_shim();
    return real_delay(alertable, &(LARGE_INTEGER){.QuadPart = -TICKS_A_SECOND / 1000});
}

/* --- What comes after ---------------------------------------------------------------------------------------------- */

typedef NTSTATUS NTAPI create_process_call(HANDLE *process, HANDLE *thread, ACCESS_MASK process_access,
                                           ACCESS_MASK thread_access, OBJECT_ATTRIBUTES *process_name,
                                           OBJECT_ATTRIBUTES *thread_name, ULONG process_flags, ULONG thread_flags,
                                           void *parameters, void *information, void *attributes);
typedef NTSTATUS NTAPI terminate_process_call(HANDLE process, LONG code);
static create_process_call *real_create_process;
static terminate_process_call *real_terminate_process;

static void settle(void)
{
    if (!enter_shim()) return;
    settle_registry();
    leave_shim();
}

/* What a program that is started does comes after what this process has done. */
static NTSTATUS NTAPI create_process(HANDLE *process, HANDLE *thread, ACCESS_MASK process_access,
                                     ACCESS_MASK thread_access, OBJECT_ATTRIBUTES *process_name,
                                     OBJECT_ATTRIBUTES *thread_name, ULONG process_flags, ULONG thread_flags,
                                     void *parameters, void *information, void *attributes)
{
    settle();
    return real_create_process(process, thread, process_access, thread_access, process_name, thread_name, process_flags,
                               thread_flags, parameters, information, attributes);
}

static NTSTATUS NTAPI terminate_process(HANDLE process, LONG code)
{
    settle();
    return real_terminate_process(process, code);
}

BOOL WINAPI DllMain(HINSTANCE self, DWORD reason, void *reserved)
{
    (void)self, (void)reserved;
    if (reason != DLL_PROCESS_ATTACH) return TRUE;
    InitializeCriticalSection(&one_at_a_time);
    inside = TlsAlloc();
    replace_services();
    replace_registry();
    replace_files();
    real_delay = replace_system_call("NtDelayExecution", (void *)delay);
    real_create_process = replace_system_call("NtCreateUserProcess", (void *)create_process);
    real_terminate_process = replace_system_call("NtTerminateProcess", (void *)terminate_process);
    return TRUE;
}
