# expect: token 3, parameter 3
Set-StrictMode -Version 2
Write-Output --% a
