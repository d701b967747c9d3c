# expect: command 3
Set-StrictMode -Version 2
Invoke-Expression '1 + 1'
