# expect: overload 3
Set-StrictMode -Version 2
$ends = 'abc'.EndsWith('c')
