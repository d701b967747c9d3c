# expect: parameter 3, parameter 3
Set-StrictMode -Version 2
@(1, 2) | Where-Object Length -eq 1
