# expect: parameter 3
Set-StrictMode -Version 2
Start-Sleep -Seconds 1 -ErrorAction Ignore
