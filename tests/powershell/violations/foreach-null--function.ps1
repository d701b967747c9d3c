# expect: foreach-null 7
Set-StrictMode -Version 2
function Get-List {
    $list = New-Object System.Collections.ArrayList
    return $list
}
foreach ($item in (Get-List)) { Write-Output $item }
