# expect: member 4
Set-StrictMode -Version 2
$type = [Environment]
$name = $type::MachineName
