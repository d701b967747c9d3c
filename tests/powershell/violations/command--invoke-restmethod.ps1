# expect: command 3
Set-StrictMode -Version 2
Invoke-RestMethod http://localhost/
