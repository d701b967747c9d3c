# expect: culture 3
Set-StrictMode -Version 2
switch -wildcard ('abc') { 'a*' { Write-Output 1 } }
