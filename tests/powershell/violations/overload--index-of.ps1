# expect: overload 3
Set-StrictMode -Version 2
$at = 'abc'.IndexOf('b')
