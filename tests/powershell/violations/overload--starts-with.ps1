# expect: overload 3
Set-StrictMode -Version 2
$starts = 'abc'.StartsWith('a')
