# expect: command 3
Set-StrictMode -Version 2
Invoke-WmiMethod -Class Win32_Process -Name Create
