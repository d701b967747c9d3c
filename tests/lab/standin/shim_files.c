/*
 * What .NET does to files shows in the wineserver like everything else (see witness.c), but for two things that only the
 * call itself tells: whether an open file is to be deleted, and whether it is only its attributes that are wanted.
 */
#include "shim.h"

#include <string.h>

/* What a file that a service holds is refused for. */
enum {
    SHARED = FILE_READ_DATA | FILE_WRITE_DATA | FILE_APPEND_DATA | FILE_EXECUTE | DELETE | GENERIC_ALL | GENERIC_READ |
             GENERIC_WRITE | GENERIC_EXECUTE | MAXIMUM_ALLOWED
};

#define DISK L"\\??\\C:\\"
#define DISK_ASIDE "\\??\\unix\\lab\\disk\\"

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

/* DeleteFile opens a file that goes when it is closed, and says yes whatever comes of it; Windows' says no where the file
   is not let go. So it is closed here, and the caller gets something else to close. */
static NTSTATUS NTAPI create_file(HANDLE *file, ACCESS_MASK access, OBJECT_ATTRIBUTES *name, IO_STATUS_BLOCK *io,
                                  LARGE_INTEGER *allocation, ULONG attributes, ULONG sharing, ULONG disposition,
                                  ULONG options, void *extended, ULONG extended_size)
{
    enum { ON_CLOSE = 0x1000 }; /* FILE_DELETE_ON_CLOSE */
    BYTE information[64];
    NTSTATUS status = real_create(file, access, name, io, allocation, attributes, sharing, disposition, options, extended,
                                  extended_size);
    if (status || access != (DELETE | SYNCHRONIZE) || !(options & ON_CLOSE) || !enter_shim()) return status;
    close_handle(*file);
    if (!query_attributes(name, information)) status = REFUSED_ACCESS;
    else *file = CreateEventW(NULL, FALSE, FALSE, NULL);
    leave_shim();
    return status;
}

/* Windows shares a file's attributes with whoever holds the file. */
static NTSTATUS NTAPI open_file(HANDLE *file, ACCESS_MASK access, OBJECT_ATTRIBUTES *name, IO_STATUS_BLOCK *io,
                                ULONG sharing, ULONG options)
{
    wchar_t path[MAX_PATH] = {0};
    size_t head = sizeof DISK / sizeof *path - 1, length = name->ObjectName ? name->ObjectName->Length / sizeof *path : 0;
    if (access & SHARED || name->RootDirectory || length <= head || length >= MAX_PATH || !enter_shim())
        return real_open(file, access, name, io, sharing, options);
    memcpy(path, name->ObjectName->Buffer, length * sizeof *path);
    UNICODE_STRING aside;
    OBJECT_ATTRIBUTES attributes = *name;
    wchar_t as_it_is[MAX_PATH]; /* aside, upper and lower case are two */
    if (!_wcsnicmp(path, DISK, head) && GetLongPathNameW(path + head - 3, as_it_is, MAX_PATH)) {
        RtlInitUnicodeString(&aside, wide(format(DISK_ASIDE "%s", narrow(as_it_is + 3))));
        attributes.ObjectName = &aside;
    }
    NTSTATUS status = real_open(file, access, &attributes, io, sharing, options);
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
