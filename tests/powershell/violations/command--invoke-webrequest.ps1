# expect: command 3
Set-StrictMode -Version 2
Invoke-WebRequest http://localhost/
