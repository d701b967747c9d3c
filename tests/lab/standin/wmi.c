#include "wmi.h"
#include "licensing.h"
#include "services.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define WINDOWS_ID "55c92734-d682-4d71-983e-d6ec3f16059f"
#define OFFICE_ID "59a52881-a989-479d-af46-f275c6370663"

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
        {"ApplicationID", application, WMI_STRING},
        {"Description", description, WMI_STRING},
        {"ID", format("%08x-e7a2-4a2b-9a4a-1fa0cc1f0e0a", 0x10000000u + (unsigned)rows->count), WMI_STRING},
        {"LicenseIsAddon", addon ? "TRUE" : "FALSE", WMI_BOOLEAN},
        {"LicenseStatus", status, WMI_NUMBER},
        {"LicenseStatusReason", reason, WMI_NUMBER},
        {"Name", format("%.*s", (int)strcspn(description, ","), description), WMI_STRING},
        {"PartialProductKey", key, WMI_STRING},
        {0},
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
        {"KeyManagementServiceMachine", platform_value(L"KeyManagementServiceName"), WMI_STRING},
        {"KeyManagementServicePort", port ? port : "0", WMI_NUMBER},
        {"Version", format("%u.%u.%u.0", machine()->major, machine()->minor, machine()->build), WMI_STRING},
        {0},
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
        {"BuildNumber", format("%u", facts->build), WMI_STRING},
        {"LocalDateTime", wmi_time(), WMI_STRING},
        {"ProductType", facts->client ? "1" : facts->domain_controller ? "2" : "3", WMI_NUMBER},
        {"Version", format("%u.%u.%u", facts->major, facts->minor, facts->build), WMI_STRING},
        {0},
    };
    add_row(rows, properties);
}

static void computer_system(struct rows *rows)
{
    const struct machine *facts = machine();
    const struct property properties[] = {
        {"Domain", "WORKGROUP", WMI_STRING},
        {"DomainRole", facts->client ? "0" : facts->domain_controller ? "5" : "2", WMI_NUMBER},
        {"Name", "LAB", WMI_STRING},
        {"PartOfDomain", facts->domain_controller ? "TRUE" : "FALSE", WMI_BOOLEAN},
        {0},
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
            {"Name", service->name, WMI_STRING},
            {"StartMode", modes[service_number(service->name, "Start", SERVICE_DEMAND_START) % 5], WMI_STRING},
            {"State", states[observe_service(service)], WMI_STRING},
            {0},
        };
        add_row(rows, properties);
    }
}

static uint32_t refresh(const char *argument)
{
    (void)argument;
    return 0;
}

static uint32_t activate_product(const char *argument)
{
    (void)argument;
    return activate();
}

static uint32_t uninstall_product_key(const char *argument)
{
    (void)argument;
    return uninstall_key();
}

static const struct wmi_method product_methods[] = {
    {"Activate", NULL, activate_product},
    {"UninstallProductKey", NULL, uninstall_product_key},
    {0},
};

static const struct wmi_method licensing_methods[] = {
    {"InstallProductKey", "ProductKey", install_key},
    {"RefreshLicenseStatus", NULL, refresh},
    {"SetKeyManagementServiceMachine", "MachineName", set_kms_host},
    {"SetKeyManagementServicePort", "PortNumber", set_kms_port},
    {0},
};

static const struct wmi_class classes[] = {
    {"SoftwareLicensingProduct", "ID", products, true, product_methods},
    {"SoftwareLicensingService", "Version", licensing_service, true, licensing_methods},
    {"Win32_ComputerSystem", "Name", computer_system, false, NULL},
    {"Win32_OperatingSystem", "Version", operating_system, false, NULL},
    {"Win32_Service", "Name", service_rows, false, NULL},
};

const struct wmi_class *wmi_class(const char *name)
{
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (!compare_names(classes[i].name, name)) return &classes[i];
    return NULL;
}

uint32_t wmi_query(const char *name, const char *where, struct rows *rows)
{
    *rows = (struct rows){0, NULL};
    if (!machine()->wmi) return WMI_PROVIDER_FAILED;
    const struct wmi_class *class = wmi_class(name);
    if (!class) return WMI_INVALID_CLASS;
    if (class->licensing && !licensing_answers()) return WMI_PROVIDER_FAILED;
    struct rows all = {0, NULL};
    class->fill(&all);
    for (size_t r = 0; r < all.count; r++) {
        int holds = where ? wql_holds(&all.row[r], where) : 1;
        if (holds < 0) return WMI_INVALID_QUERY;
        if (holds) add_row(rows, all.row[r].properties);
    }
    return 0;
}

uint32_t wmi_call(const char *name, const char *method_name, int count, char **argument)
{
    if (!machine()->wmi) return WMI_PROVIDER_FAILED;
    const struct wmi_class *class = wmi_class(name);
    if (!class) return WMI_INVALID_CLASS;
    for (const struct wmi_method *method = class->methods; method && method->name; method++)
        if (!compare_names(method->name, method_name) && count == (method->parameter ? 1 : 0))
            return method->call(count ? argument[0] : NULL);
    return WMI_INVALID_METHOD;
}
