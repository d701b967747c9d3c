/* sc.exe and net.exe: exit codes and the layout of their answers as on Windows; what stands before a colon is translated there. */
#include "services.h"

#include <stdlib.h>
#include <string.h>

static const char *const status_words[] = {"", "STOPPED", "START_PENDING", "STOP_PENDING", "RUNNING"};

static const char *message_of(DWORD code)
{
    switch (code) {
    case ERROR_ACCESS_DENIED: return "Access is denied.";
    case ERROR_DEPENDENT_SERVICES_RUNNING:
        return "A stop control has been sent to a service that other running services are dependent on.";
    case ERROR_SERVICE_REQUEST_TIMEOUT:
        return "The service did not respond to the start or control request in a timely fashion.";
    case ERROR_SERVICE_ALREADY_RUNNING: return "An instance of the service is already running.";
    case ERROR_SERVICE_DISABLED:
        return "The service cannot be started, either because it is disabled or because it has no enabled devices "
               "associated with it.";
    case ERROR_SERVICE_DOES_NOT_EXIST: return "The specified service does not exist as an installed service.";
    case ERROR_SERVICE_CANNOT_ACCEPT_CTRL: return "The service cannot accept control messages at this time.";
    case ERROR_SERVICE_NOT_ACTIVE: return "The service has not been started.";
    case ERROR_SERVICE_DEPENDENCY_FAIL: return "The dependency service or group failed to start.";
    default: return "The operation failed.";
    }
}

static int failed(const char *function, DWORD code)
{
    out("[SC] %s FAILED %lu:\n\n%s\n\n", function, code, message_of(code));
    return (int)code;
}

static const char *label(const char *english, const char *spanish)
{
    return compare_names(machine()->language, "es-ES") ? english : spanish;
}

static void print_state(enum status status, bool process)
{
    out("        %-19s: 20  WIN32_SHARE_PROCESS  \n"
        "        %-19s: %d  %s \n"
        "                                (%s)\n"
        "        WIN32_EXIT_CODE    : 0  (0x0)\n"
        "        SERVICE_EXIT_CODE  : 0  (0x0)\n"
        "        CHECKPOINT         : 0x0\n"
        "        WAIT_HINT          : 0x0\n",
        label("TYPE", "TIPO"), label("STATE", "ESTADO"), status, status_words[status],
        status == RUNNING ? "STOPPABLE, NOT_PAUSABLE, ACCEPTS_SHUTDOWN" : "NOT_STOPPABLE, NOT_PAUSABLE, IGNORES_SHUTDOWN");
    if (process)
        out("        PID                : %d\n        FLAGS              : \n", status == STOPPED ? 0 : 1234);
}

static int print_service(const struct service *service, enum status status, bool process)
{
    out("\n%s: %s \n", label("SERVICE_NAME", "NOMBRE_SERVICIO"), service->name);
    print_state(status, process);
    return 0;
}

static int query_all(bool process)
{
    struct service *service;
    for (size_t i = 0; (service = service_at(i)); i++)
        if (service->status == RUNNING) {
            out("\nSERVICE_NAME: %s\nDISPLAY_NAME: %s\n", service->name, shown_as(service));
            print_state(RUNNING, process);
        }
    return 0;
}

static int query_config(const struct service *service)
{
    static const char *const starts[] = {"BOOT_START", "SYSTEM_START", "AUTO_START", "DEMAND_START", "DISABLED"};
    DWORD start = service_number(service->name, "Start", SERVICE_DEMAND_START) % 5;
    bool delayed = start == SERVICE_AUTO_START && service_number(service->name, "DelayedAutostart", 0);
    out("[SC] QueryServiceConfig SUCCESS\n\n"
        "SERVICE_NAME: %s\n"
        "        TYPE               : 20  WIN32_SHARE_PROCESS \n"
        "        START_TYPE         : %lu   %s%s\n"
        "        ERROR_CONTROL      : 1   NORMAL\n"
        "        BINARY_PATH_NAME   : C:\\Windows\\system32\\svchost.exe -k netsvcs\n"
        "        LOAD_ORDER_GROUP   : \n"
        "        TAG                : 0\n"
        "        DISPLAY_NAME       : %s\n"
        "        DEPENDENCIES       : ",
        service->name, start, starts[start], delayed ? "  (DELAYED)" : "", shown_as(service));
    const char *indent = "";
    for (wchar_t *name = service_dependencies(service->name); *name; name += wcslen(name) + 1) {
        out("%s%s\n", indent, narrow(name));
        indent = "                           : ";
    }
    out("%s        SERVICE_START_NAME : LocalSystem\n", *indent ? "" : "\n");
    return 0;
}

static int enumerate_dependents(const struct service *service)
{
    struct service *found[SERVICES_AT_MOST];
    size_t count = dependents_of(service->name, found);
    out("[SC] EnumDependentServices: entriesread = %u\n", (unsigned)count);
    for (size_t i = 0; i < count; i++) {
        out("\n%s: %s\n", label("SERVICE_NAME", "NOMBRE_SERVICIO"), found[i]->name);
        out("%s: %s\n", label("DISPLAY_NAME", "NOMBRE_PARA_MOSTRAR"), shown_as(found[i]));
        print_state(observe_service(found[i]), false);
    }
    return 0;
}

static int start(struct service *service, const char *name)
{
    DWORD code = request_start(service, name);
    if (code) return failed("StartService", code);
    return print_service(service, service->status, true); /* what the request brought about: not a query */
}

static int delete(struct service *service)
{
    DWORD code = request_delete(service);
    if (code) return failed("DeleteService", code);
    out("[SC] DeleteService SUCCESS\n");
    return 0;
}

static int stop(struct service *service, const char *name)
{
    DWORD code = request_stop(service, name);
    if (code) return failed("ControlService", code);
    return print_service(service, service->status, false);
}

struct startup {
    const char *option, *word;
    DWORD start;
    bool delayed;
};

static const struct startup startups[] = {
    {"boot", "boot", SERVICE_BOOT_START, false},       {"system", "system", SERVICE_SYSTEM_START, false},
    {"auto", "automatic", SERVICE_AUTO_START, false},  {"demand", "manual", SERVICE_DEMAND_START, false},
    {"disabled", "disabled", SERVICE_DISABLED, false}, {"delayed-auto", "delayed", SERVICE_AUTO_START, true},
};

static void set_startup(const char *name, const struct startup *startup)
{
    HKEY key;
    if (RegOpenKeyExW(HKEY_LOCAL_MACHINE, wide(format("SYSTEM\\CurrentControlSet\\Services\\%s", name)), 0,
                      KEY_SET_VALUE, &key))
        return;
    DWORD delayed = startup->delayed;
    RegSetValueExW(key, L"Start", 0, REG_DWORD, (const BYTE *)&startup->start, sizeof startup->start);
    if (startup->start == SERVICE_AUTO_START)
        RegSetValueExW(key, L"DelayedAutostart", 0, REG_DWORD, (const BYTE *)&delayed, sizeof delayed);
    RegCloseKey(key);
}

/* `a/b` as REG_MULTI_SZ; `/` alone means none. */
static void set_dependencies(const char *name, const char *list)
{
    /* A list without names is its end alone: before it .NET reads an empty name. */
    wchar_t *names = wide(strcmp(list, "/") ? format("%s/", list) : "");
    size_t length = wcslen(names);
    for (size_t i = 0; i < length; i++)
        if (names[i] == '/') names[i] = 0;
    RegSetKeyValueW(HKEY_LOCAL_MACHINE, wide(format("SYSTEM\\CurrentControlSet\\Services\\%s", name)),
                    L"DependOnService", REG_MULTI_SZ, names, (DWORD)((length + 1) * sizeof *names));
}

/* sc wants each option and its value as two arguments: `start= demand`, with the blank. */
static int configure(const char *name, bool exists, int count, char **argument)
{
    if (count < 2 || count % 2) return ERROR_INVALID_COMMAND_LINE;
    DWORD code = 0;
    for (int i = 0; i + 1 < count && !code; i += 2) {
        const char *value = argument[i + 1];
        if (!compare_names(argument[i], "start=")) {
            const struct startup *startup = NULL;
            for (size_t s = 0; s < sizeof startups / sizeof *startups; s++)
                if (!compare_names(startups[s].option, value)) startup = &startups[s];
            if (!startup) return ERROR_INVALID_COMMAND_LINE;
            struct verdict verdict =
                exists ? journal_try("set-startup %s %s", name, startup->word)
                       : journal_try_missing(ERROR_SERVICE_DOES_NOT_EXIST, "set-startup %s %s", name, startup->word);
            if (verdict.faulted) code = verdict.code;
            if (!machine()->elevated) code = ERROR_ACCESS_DENIED;
            else if (verdict.take_effect) set_startup(name, startup);
        } else if (!compare_names(argument[i], "depend=")) {
            struct verdict verdict =
                exists ? journal_try("set-dependencies %s %s", name, value)
                       : journal_try_missing(ERROR_SERVICE_DOES_NOT_EXIST, "set-dependencies %s %s", name, value);
            if (verdict.faulted) code = verdict.code;
            if (!machine()->elevated) code = ERROR_ACCESS_DENIED;
            else if (verdict.take_effect) set_dependencies(name, value);
        } else {
            return surprise(ERROR_INVALID_COMMAND_LINE, count, argument);
        }
        journal_done();
    }
    if (code) return failed("ChangeServiceConfig", code);
    out("[SC] ChangeServiceConfig SUCCESS\n");
    return 0;
}

static int show_security(const struct service *service)
{
    const char *descriptor = model_value(LAB_MODEL("security"), service->name);
    out("\n%s\n", *descriptor ? descriptor : "D:(A;;CCLCSWRPWPDTLOCRRC;;;SY)(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;BA)");
    return 0;
}

static int set_security(const struct service *service, const char *descriptor)
{
    struct verdict verdict = journal_try("set-security %s", service->name);
    DWORD code = verdict.faulted ? verdict.code : 0;
    if (!machine()->elevated) code = ERROR_ACCESS_DENIED;
    else if (verdict.take_effect) set_model_value(LAB_MODEL("security"), service->name, descriptor);
    journal_done();
    if (code) return failed("SetServiceObjectSecurity", code);
    out("[SC] SetServiceObjectSecurity SUCCESS\n");
    return 0;
}

/* What is tried on a service that is not there is tried all the same. */
static int try_missing(const char *verb, int count, char **argument)
{
    if (!compare_names(verb, "config")) return configure(argument[1], false, count - 2, argument + 2);
    static const char *const operations[][2] = {
        {"start", "start"}, {"stop", "stop"}, {"delete", "delete-service"}, {"sdset", "set-security"}};
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        if (compare_names(verb, operations[i][0])) continue;
        journal_try_missing(ERROR_SERVICE_DOES_NOT_EXIST, "%s %s", operations[i][1], argument[1]);
        journal_done();
    }
    return failed("OpenService", ERROR_SERVICE_DOES_NOT_EXIST);
}

int sc(int count, char **argument)
{
    const char *verb = count ? argument[0] : "";
    bool queries = !compare_names(verb, "query"), processes = !compare_names(verb, "queryex");
    if ((queries || processes) && count == 1) return query_all(processes);
    if (count < 2) return surprise(ERROR_INVALID_COMMAND_LINE, count, argument);

    const char *name = argument[1];
    struct service *service = service_named(name);
    if (!service) {
        if (!queries && !processes) return try_missing(verb, count, argument);
        return failed("EnumQueryServicesStatus:OpenService", ERROR_SERVICE_DOES_NOT_EXIST);
    }
    if (queries || processes) return print_service(service, observe_service(service), processes);
    if (!compare_names(verb, "qc")) return query_config(service);
    if (!compare_names(verb, "enumdepend")) return enumerate_dependents(service);
    if (!compare_names(verb, "start")) return start(service, name);
    if (!compare_names(verb, "stop")) return stop(service, name);
    if (!compare_names(verb, "delete")) return delete(service);
    if (!compare_names(verb, "config")) return configure(name, true, count - 2, argument + 2);
    if (!compare_names(verb, "sdshow")) return show_security(service);
    if (!compare_names(verb, "sdset") && count == 3) return set_security(service, argument[2]);
    return surprise(ERROR_INVALID_COMMAND_LINE, count, argument);
}

/* net.exe waits until the service has got there, and answers 2 for whatever went wrong. */
static int net_control(struct service *service, bool starts)
{
    const char *name = service->name;
    DWORD code = starts ? request_start(service, name) : request_stop(service, name);
    while (!code && service->status != STOPPED && service->status != RUNNING) observe_service(service);
    if (code) {
        err("%s\n\n", message_of(code));
        return 2;
    }
    out("The %s service was %s successfully.\n\n", name, starts ? "started" : "stopped");
    return 0;
}

static int net_stop(struct service *service, bool dependents)
{
    struct service *other;
    for (size_t i = 0; dependents && (other = service_at(i)); i++)
        if (other->status == RUNNING && depends_on(other, service->name) && net_stop(other, true)) return 2;
    return net_control(service, false);
}

int net(int count, char **argument)
{
    bool starts = count >= 2 && !compare_names(argument[0], "start");
    bool stops = count >= 2 && !compare_names(argument[0], "stop");
    if (!starts && !stops) return surprise(1, count, argument);
    struct service *service = service_named(argument[1]);
    if (!service) {
        err("The service name is invalid.\n\nMore help is available by typing NET HELPMSG 2185.\n\n");
        return 2;
    }
    bool dependents = false;
    for (int i = 2; i < count; i++) dependents = dependents || is_option(argument[i], "y");
    return starts ? net_control(service, true) : net_stop(service, dependents);
}
