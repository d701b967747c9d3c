# expect: overload 3
Set-StrictMode -Version 2
$path = [IO.Path]::Combine('a', 'b', 'c')
