# expect: token 3
Set-StrictMode -Version 2
$found = 'abc' -like 'a*'
