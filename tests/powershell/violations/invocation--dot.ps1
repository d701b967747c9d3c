# expect: invocation 3
Set-StrictMode -Version 2
. 'C:\other.ps1'
