# expect: command 3
Set-StrictMode -Version 2
Sort-Object Name
