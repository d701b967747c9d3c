# expect: collection 5
Set-StrictMode -Version 2
function Get-List($Name) { return $Name }
$list = Get-List 1
$size = $list.Count
