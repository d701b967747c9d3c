# expect: token 3
Set-StrictMode -Version 2
$found = 1 -in 1, 2
