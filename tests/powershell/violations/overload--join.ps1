# expect: overload 4
Set-StrictMode -Version 2
$list = @('a', 'b')
$text = [string]::Join(' ', $list)
