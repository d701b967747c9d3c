# expect: invocation 3
Set-StrictMode -Version 2
. { Write-Output 1 }
