# expect: collection 5
Set-StrictMode -Version 2
function Get-List { return 1 }
$list = Get-List
$size = $list.Count
