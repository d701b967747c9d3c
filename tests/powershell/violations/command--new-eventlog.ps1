# expect: command 3
Set-StrictMode -Version 2
New-EventLog -LogName Own -Source Own
