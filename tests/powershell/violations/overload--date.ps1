# expect: overload 3
Set-StrictMode -Version 2
$text = [DateTime]::Now.ToString('yyyy')
