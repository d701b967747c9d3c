# expect: collection 3
Set-StrictMode -Version 2
function Get-Size($List) { return $List.Length }
