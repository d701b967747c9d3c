# expect: parameter 3
Set-StrictMode -Version 2
Start-Sleep -Sec 1
