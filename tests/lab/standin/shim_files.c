/*
 * What .NET does to files shows in the wineserver like everything else (see witness.c), but for what only the call itself
 * tells: whether an open file is to be deleted, only read, or only asked for its attributes.
 */
#include "shim.h"

#include <string.h>

/* What a file that a service holds is refused for. */
enum {
    SHARED = FILE_READ_DATA | FILE_WRITE_DATA | FILE_APPEND_DATA | FILE_EXECUTE | DELETE | GENERIC_ALL | GENERIC_READ |
             GENERIC_WRITE | GENERIC_EXECUTE | MAXIMUM_ALLOWED
};

/* What only reads. */
enum { READS = FILE_READ_DATA | FILE_READ_EA | FILE_READ_ATTRIBUTES | READ_CONTROL | SYNCHRONIZE | GENERIC_READ };

#define ROOT L"\\??\\"

typedef NTSTATUS NTAPI create_file_call(HANDLE *file, ACCESS_MASK access, OBJECT_ATTRIBUTES *name, IO_STATUS_BLOCK *io,
                                        LARGE_INTEGER *allocation, ULONG attributes, ULONG sharing, ULONG disposition,
                                        ULONG options, void *extended, ULONG extended_size);
typedef NTSTATUS NTAPI open_file_call(HANDLE *file, ACCESS_MASK access, OBJECT_ATTRIBUTES *name, IO_STATUS_BLOCK *io,
                                      ULONG sharing, ULONG options);
typedef NTSTATUS NTAPI close_call(HANDLE handle);
typedef NTSTATUS NTAPI query_attributes_call(const OBJECT_ATTRIBUTES *name, void *information);

static create_file_call *real_create;
static open_file_call *real_open;
static close_call *close_handle;
static query_attributes_call *query_attributes;

/* A file by a name of the system's, and the way aside. */
struct aside {
    OBJECT_ATTRIBUTES attributes;
    UNICODE_STRING name;
};

/* False where it has none, or does not need it. To be called inside the shim. */
static bool find_way_aside(const OBJECT_ATTRIBUTES *name, bool only_if_held, struct aside *aside)
{
    size_t head = sizeof ROOT / sizeof(wchar_t) - 1;
    size_t length = name->ObjectName ? name->ObjectName->Length / sizeof(wchar_t) : 0;
    if (name->RootDirectory || length <= head || length >= MAX_PATH || wcsncmp(name->ObjectName->Buffer, ROOT, head))
        return false;
    wchar_t *path = allocate((length - head + 1) * sizeof(wchar_t));
    memcpy(path, name->ObjectName->Buffer + head, (length - head) * sizeof(wchar_t));
    if (only_if_held && !file_is_held(narrow(path))) return false;
    wchar_t *way = way_aside(path);
    if (!way) return false;
    memcpy(way, ROOT, head * sizeof(wchar_t));
    aside->attributes = *name;
    aside->attributes.ObjectName = &aside->name;
    RtlInitUnicodeString(&aside->name, way);
    return true;
}

/* DeleteFile opens a file that goes when it is closed, and says yes whatever comes of it; Windows' says no where the file
   is not let go. So it is closed here, and the caller gets something else to close. */
static NTSTATUS NTAPI create_file(HANDLE *file, ACCESS_MASK access, OBJECT_ATTRIBUTES *name, IO_STATUS_BLOCK *io,
                                  LARGE_INTEGER *allocation, ULONG attributes, ULONG sharing, ULONG disposition,
                                  ULONG options, void *extended, ULONG extended_size)
{
    enum { ON_CLOSE = 0x1000 }; /* FILE_DELETE_ON_CLOSE */
    BYTE information[64];
    NTSTATUS status;
    if (!(access & ~(ACCESS_MASK)READS) && disposition == FILE_OPEN && !(options & ON_CLOSE) && enter_shim()) {
        struct aside aside;
        status = real_create(file, access, find_way_aside(name, true, &aside) ? &aside.attributes : name, io, allocation,
                             attributes, sharing, disposition, options, extended, extended_size);
        leave_shim();
        return status;
    }
    status = real_create(file, access, name, io, allocation, attributes, sharing, disposition, options, extended,
                                  extended_size);
    if (status || access != (DELETE | SYNCHRONIZE) || !(options & ON_CLOSE) || !enter_shim()) return status;
    close_handle(*file);
    if (!query_attributes(name, information)) status = REFUSED_ACCESS;
    else *file = CreateEventW(NULL, FALSE, FALSE, NULL);
    leave_shim();
    return status;
}

/* Windows shares a file's attributes whoever holds the file. */
static NTSTATUS NTAPI open_file(HANDLE *file, ACCESS_MASK access, OBJECT_ATTRIBUTES *name, IO_STATUS_BLOCK *io,
                                ULONG sharing, ULONG options)
{
    if (access & SHARED || !enter_shim()) return real_open(file, access, name, io, sharing, options);
    struct aside aside;
    NTSTATUS status =
        real_open(file, access, find_way_aside(name, false, &aside) ? &aside.attributes : name, io, sharing, options);
    leave_shim();
    return status;
}

void replace_files(void)
{
    close_handle = system_call("NtClose");
    query_attributes = system_call("NtQueryAttributesFile");
    real_create = replace_system_call("NtCreateFile", (void *)create_file);
    real_open = replace_system_call("NtOpenFile", (void *)open_file);
}
