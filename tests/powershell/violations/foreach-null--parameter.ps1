# expect: foreach-null 4
Set-StrictMode -Version 2
function Show-List([string[]]$List) {
    foreach ($item in $List) { Write-Output $item }
}
