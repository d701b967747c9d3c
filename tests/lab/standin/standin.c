/*
 * The stand-ins for Windows' tools: one program, copied over each of them. It notes that it was started and with what,
 * then answers as the tool would on the simulated machine.
 */
#include "tool.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    tool *run;
} tools[] = {
    {"dism", dism},       {"wusa", wusa},         {"cscript", cscript},   {"wmic", wmic},
    {"sc", sc},           {"net", net},           {"reg", reg},           {"find", find},
    {"findstr", findstr}, {"fc", fc},             {"ping", ping},         {"shutdown", shutdown_},
    {"whoami", whoami},   {"taskkill", taskkill}, {"powershell", powershell}, {"wmiprvse", wmiprvse},
    {"labtool", labtool}, {"icacls", icacls},
};

/* `C:\Windows\System32\dism.exe` is `dism`. */
static char *tool_name(void)
{
    wchar_t path[MAX_PATH];
    GetModuleFileNameW(NULL, path, MAX_PATH);
    char *name = strrchr(narrow(path), '\\') + 1;
    name[strcspn(name, ".")] = 0;
    return name;
}

int wmain(int count, wchar_t **argument)
{
    char *name = tool_name();
    char **arguments = allocate((size_t)count * sizeof *arguments);
    char *line = name;
    for (int i = 1; i < count; i++) {
        arguments[i - 1] = narrow(argument[i]);
        line = format("%s %s", line, arguments[i - 1]);
    }
    /* Windows starts the provider host itself: no script does. */
    journal_note("%s %s", compare_names(name, "wmiprvse") ? "start" : "provider", line);
    /* Wine's cmd has no AutoRun. What one prints stands in front of whatever `for /f` reads. */
    const char *autorun = getenv("LAB_AUTORUN");
    if (autorun) out("%s\r\n", autorun);
    for (size_t i = 0; i < sizeof tools / sizeof *tools; i++)
        if (!compare_names(name, tools[i].name)) return tools[i].run(count - 1, arguments);
    return surprise(9009, 1, &name);
}
