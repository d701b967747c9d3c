# expect: overload 4
Set-StrictMode -Version 2
$list = @('b', 'a')
[Array]::Sort($list)
