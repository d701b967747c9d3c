# expect: command 3
Set-StrictMode -Version 2
Get-ChildItem -File
