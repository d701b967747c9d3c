# expect: variable 3
Set-StrictMode -Version 2
@(1, 2) | ForEach-Object { $PSItem }
