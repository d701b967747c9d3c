# expect: overload 3
Set-StrictMode -Version 2
$size = 'abc'.Length()
