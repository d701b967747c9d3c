# expect: invocation 3
Set-StrictMode -Version 2
ipconfig.exe /all
