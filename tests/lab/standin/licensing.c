#include "licensing.h"
#include "services.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PLATFORM L"SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\SoftwareProtectionPlatform"

/* Through a mount of its own, so that the service's writing is not taken for an operation of the script. */
#define STORE                                                                                                          \
    LAB_PATH("disk\\windows\\ServiceProfiles\\NetworkService\\AppData\\Roaming\\Microsoft\\"                \
             "SoftwareProtectionPlatform\\tokens.dat")

enum {
    OOB_GRACE = 2,
    DISABLED_SERVICE = 0x80070422,
    KEY_INVALID = 0xC004F050,
    KMS_UNAVAILABLE = 0xC004F074,
    DENIED_LICENSING = 0xC004F025,
    NOT_GENUINE = 0xC004F200
};

static void set_license(const char *channel, const char *key, const char *status, uint32_t reason)
{
    set_model_value(LAB_LICENSE, "channel", channel);
    set_model_value(LAB_LICENSE, "key", key);
    set_model_value(LAB_LICENSE, "status", status);
    set_model_value(LAB_LICENSE, "reason", format("%lu", (unsigned long)reason));
}

static void set_status(const char *status, uint32_t reason)
{
    set_model_value(LAB_LICENSE, "status", status);
    set_model_value(LAB_LICENSE, "reason", format("%lu", (unsigned long)reason));
}

void service_has_started(const struct service *service)
{
    if (compare_names(service->name, "sppsvc") || machine()->build >= 9200) return;
    if (GetFileAttributesA(STORE) != INVALID_FILE_ATTRIBUTES) return;
    for (char *folder = format("%s", STORE), *end = strstr(folder, "\\ServiceProfiles") + 1;
         (end = strchr(end, '\\')); *end++ = '\\') {
        *end = 0;
        CreateDirectoryA(folder, NULL);
    }
    FILE *store = fopen(STORE, "wb");
    if (store) {
        fputs("made anew", store);
        fclose(store);
    }
    set_license("none", "", "0", 0);
    set_model_value(LAB_LICENSE, "non-genuine", "no");
}

bool licensing_answers(void)
{
    struct service *service = service_named("sppsvc");
    if (!service) return true; /* the scenario is not about the service */
    while (service->status == START_PENDING || service->status == STOP_PENDING) observe_service(service);
    if (service->status == RUNNING) return true;
    if (start_service(service)) return false;
    while (service->status != RUNNING) observe_service(service);
    return true;
}

static bool is_product_key(const char *key)
{
    static const char digits[] = "BCDFGHJKMPQRTVWXY2346789N";
    if (strlen(key) != 29) return false;
    for (int i = 0; i < 29; i++)
        if (i % 6 == 5 ? key[i] != '-' : !strchr(digits, key[i])) return false;
    return true;
}

struct search {
    const char *key;
    bool found;
};

static bool look_for_key(char *line, void *context)
{
    struct search *search = context;
    search->found = !strcmp(line, search->key);
    return !search->found;
}

uint32_t install_key(const char *key)
{
    size_t length = strlen(key);
    struct verdict verdict = journal_try("install-key %s", length >= 5 ? key + length - 5 : key);
    uint32_t code = verdict.faulted ? verdict.code : is_product_key(key) ? 0 : KEY_INVALID;
    if (!machine()->elevated) code = DENIED_LICENSING;
    else if (!licensing_answers()) code = DISABLED_SERVICE;
    else if (verdict.take_effect && is_product_key(key)) {
        struct search search = {key, false};
        each_line(LAB_MODEL("client-keys"), look_for_key, &search);
        set_license(search.found ? "kms-client" : "mak", key + length - 5, format("%d", OOB_GRACE), 0);
    }
    journal_done();
    return code;
}

uint32_t uninstall_key(void)
{
    struct verdict verdict = journal_try("uninstall-key");
    if (verdict.take_effect) set_license("none", "", "0", 0);
    journal_done();
    return verdict.faulted ? verdict.code : 0;
}

/* The answer of the activation itself: what the key, the store and the KMS host make of it. */
static uint32_t activate_for_real(void)
{
    const char *kms = model_value(LAB_LICENSE, "kms");
    if (!*model_value(LAB_LICENSE, "key")) return 0;
    if (!strcmp(model_value(LAB_LICENSE, "non-genuine"), "yes")) set_status("5", NOT_GENUINE);
    else if (!strcmp(kms, "silent")) set_status("5", KMS_UNAVAILABLE);
    else if (!strcmp(kms, "refuses")) return KMS_UNAVAILABLE;
    else set_status("1", 0);
    return 0;
}

uint32_t activate(void)
{
    struct verdict verdict = journal_try("activate");
    uint32_t code = verdict.code;
    if (!licensing_answers()) code = DISABLED_SERVICE;
    else if (verdict.take_effect) {
        uint32_t own = activate_for_real();
        if (!verdict.faulted) code = own;
    }
    journal_done();
    return code;
}

static uint32_t set_kms(struct verdict verdict, const wchar_t *name, const char *text)
{
    if (verdict.take_effect) {
        const wchar_t *data = wide(text);
        RegSetKeyValueW(HKEY_LOCAL_MACHINE, PLATFORM, name, REG_SZ, data, (DWORD)((wcslen(data) + 1) * sizeof *data));
    }
    journal_done();
    return verdict.faulted ? verdict.code : 0;
}

uint32_t set_kms_host(const char *host)
{
    return set_kms(journal_try("set-kms-host %s", host), L"KeyManagementServiceName", host);
}

uint32_t set_kms_port(const char *port)
{
    return set_kms(journal_try("set-kms-port %s", port), L"KeyManagementServicePort", port);
}

/* slmgr /skms host, host:port or :port. */
static uint32_t set_kms_machine(char *name)
{
    char *port = strrchr(name, ':');
    if (port) *port++ = 0;
    uint32_t code = *name ? set_kms_host(name) : 0;
    if (!code && port) code = set_kms_port(port);
    return code;
}

static int slmgr(int count, char **argument)
{
    const char *option = count ? argument[0] : "";
    char *value = count > 1 ? argument[1] : NULL;
    /* "The WMI connection failed", usage and unknown options all end with 1. */
    if (!machine()->wmi) return 1;
    uint32_t code = 0;
    if (is_option(option, "ipk") && value) code = install_key(value);
    else if (is_option(option, "upk")) code = uninstall_key();
    else if (is_option(option, "ato")) code = activate();
    else if (is_option(option, "skms") && value) code = set_kms_machine(value);
    else if (is_option(option, "dli") || is_option(option, "dlv") || is_option(option, "xpr")) code = 0;
    else return surprise(1, count, argument);
    if (code) out("Error: 0x%08X\n", (unsigned)code);
    else out("%s was carried out.\n", option);
    return (int)code;
}

/* Only slmgr.vbs is known. //nologo //T:120 and the like come before the script's name. */
int cscript(int count, char **argument)
{
    int script = 0;
    while (script < count && starts_with(argument[script], "//")) script++;
    const char *name = script < count ? strrchr(argument[script], '\\') : NULL;
    if (!name || compare_names(name + 1, "slmgr.vbs")) return surprise(1, count, argument);
    return slmgr(count - script - 1, argument + script + 1);
}
