# expect: command 3
Set-StrictMode -Version 2
$text = Get-Content -Raw 'a.txt'
