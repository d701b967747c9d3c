# expect: escape 3
Set-StrictMode -Version 2
$text = "`e[0m"
