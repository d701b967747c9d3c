# expect: member 3
Set-StrictMode -Version 2
$key = [Microsoft.Win32.RegistryKey]::OpenBaseKey(1, 2)
