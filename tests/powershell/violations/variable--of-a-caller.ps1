# expect: variable 3
Set-StrictMode -Version 2
function Get-Inner { return $outer }
function Get-Outer {
    $outer = 1
    return Get-Inner
}
Get-Outer
