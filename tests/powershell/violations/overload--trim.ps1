# expect: overload 3
Set-StrictMode -Version 2
$text = 'abc'.Trim('c')
