# expect: overload 3
Set-StrictMode -Version 2
$half = [Math]::Floor(5 / 2)
