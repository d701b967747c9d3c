# expect: command 3
Set-StrictMode -Version 2
Get-CimInstance Win32_OperatingSystem
