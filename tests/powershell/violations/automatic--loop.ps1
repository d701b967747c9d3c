# expect: automatic 3
Set-StrictMode -Version 2
foreach ($Host in @(1, 2)) { Write-Output 1 }
