# expect: member 3
Set-StrictMode -Version 2
$empty = [String]::IsNullOrWhiteSpace('')
