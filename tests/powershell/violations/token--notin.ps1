# expect: token 3
Set-StrictMode -Version 2
$found = 1 -notin 1, 2
