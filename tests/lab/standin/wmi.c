#include "wmi.h"
#include "licensing.h"
#include "services.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define WINDOWS_ID "55c92734-d682-4d71-983e-d6ec3f16059f"
#define OFFICE_ID "59a52881-a989-479d-af46-f275c6370663"

enum {
    PROVIDER_FAILED = 0x80070422, /* the service behind it cannot be started */
    INVALID_CLASS = 0x80041010,
    INVALID_QUERY = 0x80041017,
    INVALID_METHOD = 0x8004102E
};

static int by_name(const void *a, const void *b)
{
    return compare_names(((const struct property *)a)->name, ((const struct property *)b)->name);
}

static void add_row(struct rows *rows, const struct property *properties)
{
    size_t count = 0;
    while (properties[count].name) count++;
    struct property *sorted = allocate((count + 1) * sizeof *sorted);
    memcpy(sorted, properties, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, by_name);
    rows->row = realloc(rows->row, (rows->count + 1) * sizeof *rows->row);
    if (!rows->row) abort();
    rows->row[rows->count++] = (struct row){sorted};
}

const char *wmi_value(const struct row *row, const char *name)
{
    for (const struct property *property = row->properties; property->name; property++)
        if (!compare_names(property->name, name)) return property->value;
    return NULL;
}

static void add_product(struct rows *rows, const char *application, const char *description, const char *key,
                        const char *status, const char *reason, bool addon)
{
    const struct property properties[] = {
        {"ApplicationID", application},
        {"Description", description},
        {"ID", format("%08x-e7a2-4a2b-9a4a-1fa0cc1f0e0a", 0x10000000u + (unsigned)rows->count)},
        {"LicenseIsAddon", addon ? "TRUE" : "FALSE"},
        {"LicenseStatus", status},
        {"LicenseStatusReason", reason},
        {"Name", format("%.*s", (int)strcspn(description, ","), description)},
        {"PartialProductKey", key},
        {NULL, NULL},
    };
    add_row(rows, properties);
}

static const char *channel_words(const char *channel)
{
    static const char *const words[][2] = {{"kms-client", "VOLUME_KMSCLIENT channel"},
                                           {"kms-host", "VOLUME_KMS_B channel"},
                                           {"mak", "VOLUME_MAK channel"},
                                           {"retail", "RETAIL channel"},
                                           {"oem", "OEM_SLP channel"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(channel, words[i][0])) return words[i][1];
    return "RETAIL channel";
}

/*
 * Windows lists a product for each edition and channel it could be, all but one without a key. Office's licences stand
 * among them: whoever forgets the ApplicationID gets a key too many.
 */
static void products(struct rows *rows)
{
    static const char unlicensed[] = "3221549076"; /* 0xC004F014: no key */
    static const char windows[] = "Windows Operating System - Windows(R)";
    const char *key = model_value(LAB_LICENSE, "key");
    add_product(rows, WINDOWS_ID, format("%s, RETAIL channel", windows), NULL, "0", unlicensed, false);
    if (*key)
        add_product(rows, WINDOWS_ID, format("%s, %s", windows, channel_words(model_value(LAB_LICENSE, "channel"))), key,
                    model_value(LAB_LICENSE, "status"), model_value(LAB_LICENSE, "reason"), false);
    add_product(rows, WINDOWS_ID, format("%s, VOLUME_MAK channel", windows), NULL, "0", unlicensed, false);
    if (!strcmp(model_value(LAB_LICENSE, "second-product"), "yes"))
        add_product(rows, WINDOWS_ID, format("%s, Extended Security Updates, VOLUME_MAK channel", windows), "ESU11", "1", "0",
                    true);
    add_product(rows, OFFICE_ID, "Microsoft Office 14, VOLUME_KMSCLIENT channel", "H3GVB", "1", "0", false);
}

static const char *platform_value(const wchar_t *name)
{
    wchar_t text[512];
    DWORD size = sizeof text;
    return RegGetValueW(HKEY_LOCAL_MACHINE,
                        L"SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\SoftwareProtectionPlatform", name,
                        RRF_RT_REG_SZ, NULL, text, &size)
               ? NULL
               : narrow(text);
}

static void licensing_service(struct rows *rows)
{
    const char *port = platform_value(L"KeyManagementServicePort");
    const struct property properties[] = {
        {"KeyManagementServiceMachine", platform_value(L"KeyManagementServiceName")},
        {"KeyManagementServicePort", port ? port : "0"},
        {"Version", format("%u.%u.%u.0", machine()->major, machine()->minor, machine()->build)},
        {NULL, NULL},
    };
    add_row(rows, properties);
}

/* UTC, so that the lab's answer does not hang on the host's zone. */
static const char *wmi_time(void)
{
    time_t now = time(NULL) + strtol(model_value(LAB_MODEL("clock"), "seconds"), NULL, 10);
    char text[64];
    strftime(text, sizeof text, "%Y%m%d%H%M%S.000000+000", gmtime(&now));
    return format("%s", text);
}

static void operating_system(struct rows *rows)
{
    const struct machine *facts = machine();
    const struct property properties[] = {
        {"BuildNumber", format("%u", facts->build)},
        {"LocalDateTime", wmi_time()},
        {"ProductType", facts->client ? "1" : facts->domain_controller ? "2" : "3"},
        {"Version", format("%u.%u.%u", facts->major, facts->minor, facts->build)},
        {NULL, NULL},
    };
    add_row(rows, properties);
}

static void computer_system(struct rows *rows)
{
    const struct machine *facts = machine();
    const struct property properties[] = {
        {"Domain", "WORKGROUP"},
        {"DomainRole", facts->client ? "0" : facts->domain_controller ? "5" : "2"},
        {"Name", "LAB"},
        {"PartOfDomain", facts->domain_controller ? "TRUE" : "FALSE"},
        {NULL, NULL},
    };
    add_row(rows, properties);
}

static void service_rows(struct rows *rows)
{
    static const char *const states[] = {"", "Stopped", "Start Pending", "Stop Pending", "Running"};
    static const char *const modes[] = {"Boot", "System", "Auto", "Manual", "Disabled"};
    struct service *service;
    for (size_t i = 0; (service = service_at(i)); i++) {
        const struct property properties[] = {
            {"Name", service->name},
            {"StartMode", modes[service_number(service->name, "Start", SERVICE_DEMAND_START) % 5]},
            {"State", states[observe_service(service)]},
            {NULL, NULL},
        };
        add_row(rows, properties);
    }
}

static const struct {
    const char *name;
    void (*fill)(struct rows *rows);
    bool licensing;
} classes[] = {
    {"SoftwareLicensingProduct", products, true},
    {"SoftwareLicensingService", licensing_service, true},
    {"Win32_ComputerSystem", computer_system, false},
    {"Win32_OperatingSystem", operating_system, false},
    {"Win32_Service", service_rows, false},
};

uint32_t wmi_query(const char *class, const char *where, struct rows *rows)
{
    *rows = (struct rows){0, NULL};
    if (!machine()->wmi) return PROVIDER_FAILED;
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        if (compare_names(classes[i].name, class)) continue;
        if (classes[i].licensing && !licensing_answers()) return PROVIDER_FAILED;
        struct rows all = {0, NULL};
        classes[i].fill(&all);
        for (size_t r = 0; r < all.count; r++) {
            int holds = where ? wql_holds(&all.row[r], where) : 1;
            if (holds < 0) return INVALID_QUERY;
            if (holds) add_row(rows, all.row[r].properties);
        }
        return 0;
    }
    return INVALID_CLASS;
}

uint32_t wmi_call(const char *class, const char *method, int count, char **argument)
{
    if (!machine()->wmi) return PROVIDER_FAILED;
    bool service = !compare_names(class, "SoftwareLicensingService");
    if (service && !compare_names(method, "InstallProductKey") && count == 1) return install_key(argument[0]);
    if (service && !compare_names(method, "SetKeyManagementServiceMachine") && count == 1)
        return set_kms_host(argument[0]);
    if (service && !compare_names(method, "SetKeyManagementServicePort") && count == 1)
        return set_kms_port(argument[0]);
    if (service && !compare_names(method, "RefreshLicenseStatus")) return 0;
    bool product = !compare_names(class, "SoftwareLicensingProduct");
    if (product && !compare_names(method, "Activate")) return activate();
    if (product && !compare_names(method, "UninstallProductKey")) return uninstall_key();
    return INVALID_METHOD;
}
