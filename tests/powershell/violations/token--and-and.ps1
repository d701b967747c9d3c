# expect: token 3, node 3
Set-StrictMode -Version 2
Start-Sleep -Seconds 1 && Start-Sleep -Seconds 2
