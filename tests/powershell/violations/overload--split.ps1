# expect: overload 3
Set-StrictMode -Version 2
$parts = 'a,b'.Split(',')
