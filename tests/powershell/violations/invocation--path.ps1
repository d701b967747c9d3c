# expect: invocation 3
Set-StrictMode -Version 2
& 'C:\Windows\System32\sc.exe' query
