# expect: culture 4
Set-StrictMode -Version 2
$pattern = '\d'
$found = 'a1' -match $pattern
