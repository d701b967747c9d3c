# expect: culture 3
Set-StrictMode -Version 2
switch -regex ('abc') { 'a' { Write-Output 1 } }
