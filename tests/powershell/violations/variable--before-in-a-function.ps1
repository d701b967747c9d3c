# expect: variable 4
Set-StrictMode -Version 2
function Get-Late {
    $late += 1
    $late = 2
    return $late
}
Get-Late
