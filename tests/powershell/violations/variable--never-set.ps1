# expect: variable 3
Set-StrictMode -Version 2
Write-Output $missing
